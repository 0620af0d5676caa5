"""The first sheet of an import: what each column is, what is open, drafted, counted, new or
gone.
"""

from collections.abc import Mapping, Sequence

from orgplan.excel.read import Fault, at
from orgplan.excel.write.styles import Fill, Look, Number, Style
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    PLAIN,
    TITLE,
    Cell,
    CellRow,
    Column,
    Content,
    Sheet,
    WorkbookWriter,
)
from orgplan.language import SOURCE, _, ngettext, speaking
from orgplan.schema.columns import CHINESE

from .counts import EVERYBODY
from .lines import Confidence, Line, Understanding, shown_drafted, shown_ours, shown_unit
from .taught import SHEET_NAME, SHEET_NAME_ZH, WHOLE_SHEET, WHOLE_SHEET_ZH

_WRAP = Style(wrap=True)
_ZH: Mapping[str, str] = {
    "where": "位置", "found": "现状", "expected": "应为", "what to do": "如何修改",
    "mend it here": "在此修改",
    "file": "文件", "sheet": "工作表", "column": "列", "header": "表头", "sample 1": "示例 1",
    "sample 2": "示例 2", "sample 3": "示例 3",
    "ours": "我们的列", "unit": "单位", "confidence": "把握", "why": "依据",
    "our sheet": "我们的工作表", "what": "内容", "drafted": "草拟", "from": "来自",
    "scope": "范围", "read": "读取", "source's own total": "原表合计", "cell": "单元格",
    "agrees": "是否一致",
    "change": "变化", "name": "名称",
    "Open: mend these first": "待处理：请先修改", "Sheets and columns": "工作表与列",
    "Drafted, for no file says it": "草拟内容（文件中没有）",
    "Counts": "核对数", "New or gone since the earlier import": "与上次导入相比", "Notes": "说明",
    "yes": "是", "no": "否", "new": "新增", "gone": "消失",
    Confidence.TAUGHT: "按您的说明", Confidence.PRESET: "已知系统的导出",
    Confidence.NAME: "名称一致",
    Confidence.ALIAS: "常用名称",
    Confidence.CONTENT: "按内容判断", Confidence.CHOSEN: "多列中选其一", Confidence.LEFT: "未采用",
    Confidence.OPEN: "待处理",
}  # fmt: skip
_FILLS = {Confidence.OPEN: Fill.BAD, Confidence.CHOSEN: Fill.WARN, Confidence.CONTENT: Fill.WARN}


def write_understood(
    book: WorkbookWriter, understanding: Understanding, name: str, chinese: bool
) -> None:
    """Add the first sheet of an import: what is open, what each column is, and what was drafted.

    Parameters
    ----------
    book
        Workbook that is being written; the sheet has to be its first.
    understanding
        What was understood; `here` gives the cell of this workbook where each open point is mended.
    name
        File name of the workbook, for the command that plans it.
    chinese
        Whether the sheet is in Chinese, whatever the language of the run.
    """
    with speaking(CHINESE if chinese else SOURCE):
        _ImportSheet(book, chinese).write(understanding, name)


def headline(understanding: Understanding, chinese: bool = False) -> str:
    """Whether the organisation can be planned, and how much is open.

    Parameters
    ----------
    understanding
        Nothing open means that it can be planned, however much was drafted.
    chinese
        In Chinese whatever the language of the run; off takes that of the run.

    Examples
    --------
    >>> headline(Understanding())
    'Understood: it can be planned'
    """
    count = len(understanding.open)
    if understanding.plannable:
        return "已读懂，可以规划" if chinese else _("Understood: it can be planned")
    if chinese:
        return f"暂不能规划：有 {count} 处待处理"
    return ngettext(
        "Not plannable yet: {n} line to fix", "Not plannable yet: {n} lines to fix", count
    )


class _ImportSheet:
    """Writes the tables one below the other."""

    def __init__(self, book: WorkbookWriter, chinese: bool) -> None:
        self.chinese = chinese
        self.name = SHEET_NAME_ZH if chinese else SHEET_NAME
        self.book = book
        self.row = 0

    def write(self, understanding: Understanding, name: str) -> None:
        """Write the title, then the tables below each other; those without a row are left out.

        Parameters
        ----------
        understanding
            What was understood.
        name
            File name of the workbook.
        """
        sheet = self.book.sheet(self.name, tab="#2E7D32" if understanding.plannable else "#C62828")
        sheet.write(0, 0, headline(understanding, self.chinese), TITLE)
        for offset, line in enumerate(self._guide(understanding, name), start=1):
            sheet.write(offset, 0, line, NOTE)
            self.row = offset + 2
        if understanding.open:
            self._open(sheet, understanding.open, understanding.here)
        self._lines(sheet, understanding.lines)
        if understanding.changes:
            rows = [
                [self._word("new" if change.new else "gone"), change.what, change.name]
                for change in understanding.changes
            ]
            self._table(
                sheet,
                "New or gone since the earlier import",
                "changes",
                ("change", "what", "name"),
                rows,
            )
        if understanding.drafted:
            rows = [[*shown_drafted(one), one.why] for one in understanding.drafted]
            self._table(
                sheet,
                "Drafted, for no file says it",
                "drafted",
                ("our sheet", "what", "drafted", "from"),
                rows,
            )
        self._counts(sheet, understanding)
        self._notes(sheet, understanding.notes)

    def _guide(self, understanding: Understanding, name: str) -> Sequence[str]:
        if self.chinese:
            yes = f"运行：orgplan plan {name} --out my_plan.xlsx"
            no = (
                "红色单元格可直接在本工作簿中修改，然后运行 orgplan "
                "plan；或修改下面“我们的列”一栏，再次导入。"
            )
            teach = (
                f"“我们的列”可改为我们的任一列名、“一项技能”或“忽略”；再次导入时加 --map {name}。"
            )
            return (yes if understanding.plannable else no, teach)
        yes = f"Next: orgplan plan {name} --out my_plan.xlsx"
        no = (
            "Mend the red cells in this workbook and run orgplan plan on it; or correct the column"
            " ours below, and import again."
        )
        teach = (
            "In ours, write a column of ours (docs/workbook.md), a skill, or ignore; then import"
            f" again with --map {name}, which also serves next month."
        )
        return (yes if understanding.plannable else no, teach)

    def _word(self, text: str) -> str:
        return _ZH.get(text, text) if self.chinese else text

    def _table(
        self,
        sheet: Sheet,
        title: str,
        key: str,
        headers: Sequence[str],
        rows: Sequence[Sequence[Content | Cell]],
        styles: Mapping[str, Style] | None = None,
        widths: Mapping[str, float] | None = None,
    ) -> int:
        """A heading with a table below; the row of its header is returned."""
        sheet.write(self.row, 0, self._word(title), HEADING)
        columns = [
            Column(
                self._word(header),
                (styles or {}).get(header, PLAIN),
                width=(widths or {}).get(header),
            )
            for header in headers
        ]
        table = sheet.table(f"understood_{key}", columns, rows, top=self.row + 1)
        self.row = table.below + 2
        return table.top

    def _open(self, sheet: Sheet, faults: Sequence[Fault], here: Sequence[str]) -> None:
        places = [*here, *("" for _ in faults)]
        rows = [
            [fault.where, fault.found, fault.expected, fault.fix, place.replace("!", " ")]
            for fault, place in zip(faults, places, strict=False)
        ]
        headers = ("where", "found", "expected", "what to do", "mend it here")
        bad = Style(fill=Fill.BAD)
        styles = {
            "where": bad,
            "found": _WRAP,
            "expected": _WRAP,
            "what to do": _WRAP,
            "mend it here": _WRAP,
        }
        widths = {"found": 30.0, "expected": 22.0, "what to do": 48.0}
        self._table(sheet, "Open: mend these first", "open", headers, rows, styles, widths)

    def _lines(self, sheet: Sheet, lines: Sequence[Line]) -> None:
        whole = WHOLE_SHEET_ZH if self.chinese else WHOLE_SHEET
        rows: list[CellRow] = []
        for line in lines:
            samples = [*line.samples, "", "", ""][:3]
            place = at(line.row, line.column) if line.column else ""
            confidence = Cell(
                self._word(line.confidence), Style(fill=_FILLS.get(line.confidence, Fill.NONE))
            )
            rows.append(
                [
                    line.file,
                    line.sheet,
                    place,
                    line.header or whole,
                    *samples,
                    shown_ours(line.ours),
                    shown_unit(line.unit),
                    confidence,
                    line.why,
                ]  # fmt: skip
            )
        headers = (
            "file",
            "sheet",
            "column",
            "header",
            "sample 1",
            "sample 2",
            "sample 3",
            "ours",
            "unit",
            "confidence",
            "why",
        )
        typed = Style(Look.INPUT)
        widths = {"sample 1": 20.0, "sample 2": 18.0, "sample 3": 18.0, "why": 48.0}
        self._table(
            sheet,
            "Sheets and columns",
            "columns",
            headers,
            rows,
            {"ours": typed, "unit": typed},
            widths,
        )

    def _counts(self, sheet: Sheet, understanding: Understanding) -> None:
        rows: list[CellRow] = []
        for count in understanding.counts:
            agrees = count.agrees
            word = "" if agrees is None else self._word("yes" if agrees else "no")
            fill = Fill.GOOD if agrees else Fill.WARN if agrees is False else Fill.NONE
            scope = _(EVERYBODY) if count.scope == EVERYBODY else count.scope
            rows.append(
                [
                    count.what,
                    scope,
                    count.ours,
                    count.theirs,
                    count.where,
                    Cell(word, Style(fill=fill)),
                ]
            )
        if rows:
            figure = Style(number=Number.CENTS)
            headers = ("what", "scope", "read", "source's own total", "cell", "agrees")
            self._table(
                sheet,
                "Counts",
                "counts",
                headers,
                rows,
                {"read": figure, "source's own total": figure},
            )

    def _notes(self, sheet: Sheet, notes: Sequence[str]) -> None:
        if notes:
            sheet.write(self.row, 0, self._word("Notes"), HEADING)
            for offset, note in enumerate(notes, start=1):
                sheet.write(self.row + offset, 0, note)
