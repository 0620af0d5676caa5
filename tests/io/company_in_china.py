"""A company of forty in two departments as its HR really keeps it: titles, two rows of headers,
merged departments, sums, ten thousands a month, dates as each clerk writes them, remarks on who
leaves. Nobody in it is real.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

PLATFORM, BUSINESS = "平台研发部", "业务研发部"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
GIVEN = ("一鸣", "思远", "立群", "晓梅", "志强", "敏", "洋", "悦", "涛", "倩")
PAY = {"P5": 1.6, "P6": 2.2, "P7": 3.0, "P8": 4.2, "P9": 5.5}  # ten thousands a month
LEVELS = ("P9", *["P8"] * 2, *["P7"] * 5, *["P6"] * 7, *["P5"] * 5)  # of twenty in a department
TRADE = {PLATFORM: "Java工程师", BUSINESS: "前端工程师"}
MAIN = {PLATFORM: "Java", BUSINESS: "Vue"}
TABS = (
    "设置",
    "假设",
    "部门",
    "岗位",
    "岗位技能",
    "花名册",
    "技能",
    "需求",
    "编制",
    "培训",
    "预算",
)
DAYS: tuple[Callable[[date], Any], ...] = (
    lambda day: day,
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}年{day.month}月",
    lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    lambda day: f"{day.year}-{day.month:02}-{day.day:02}",
)
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
HEAD = 3  # rows above the first person


def people() -> list[tuple[str, str, str, str, str]]:
    """Number, name, department, role and grade."""
    found = []
    for at, surname in enumerate(SURNAMES):
        team, place = (PLATFORM, BUSINESS)[at // 20], at % 20
        role = "技术经理" if place == 0 else TRADE[team]
        found.append((f"Y{at + 1:03}", surname + GIVEN[at * 7 % 10], team, role, LEVELS[place]))
    return found


def company(path: Path, changed: Mapping[str, Callable[[Worksheet], None]] | None = None) -> Path:
    """Write the workbook.

    Parameters
    ----------
    path
        Where.
    changed
        What is done to a sheet, by its tab, before it is written.
    """
    book = Workbook()
    for tab in TABS:
        SHEETS[tab](book.create_sheet(tab))
    book.remove(book.worksheets[0])
    for tab, change in (changed or {}).items():
        change(book[tab])
    book.save(path)
    return path


def in_full(sheet: Worksheet) -> None:
    """Amounts with their unit in the cell, and no column of units."""
    for row in sheet.iter_rows(min_row=2, min_col=2, max_col=5):
        for cell in row:
            cell.value = f"{cell.value}万元"
    sheet.delete_cols(6)


def limits(sheet: Worksheet) -> None:
    """How many people each department may have, where the fault says it belongs."""
    for row, content in enumerate(("最多人数", "２４", 22), 1):
        sheet.cell(row, 4).value = content


def _ignored(sheet: Worksheet) -> None:
    sheet.title = "忽略编制"


FIXES: Mapping[str, Callable[[Worksheet], None]] = {  # what the faults say, done
    "假设": lambda sheet: sheet.append(["课程费用", "9000元"]),
    "部门": limits,
    "编制": _ignored,
    "预算": in_full,
}


def _rows(*rows: tuple[Any, ...]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    return fill


def _roster(sheet: Worksheet) -> None:
    sheet.append(["星桥科技 员工花名册（截至2026年12月31日）"])
    sheet.append(["基本信息", None, None, "任职信息", None, None, None, "薪酬", "离职"])
    sheet.append(
        [
            "工号",
            "姓名",
            "部门",
            "岗位",
            "职级",
            "入职日期",
            "直接上级",
            "月薪（万元/月）",
            "离职日期",
        ]
    )
    sheet.merge_cells("A1:I1")
    sheet.merge_cells("A2:C2")
    sheet.merge_cells("D2:G2")
    row, first = HEAD, HEAD + 1
    for at, (number, name, team, role, grade) in enumerate(people()):
        lead = people()[at // 20 * 20][0] if at % 20 else None
        joined = DAYS[at % len(DAYS)](date(2017 + at % 9, 1 + at % 12, 1))
        pay = PAY[grade] + at % 3 / 10
        shown = f"{pay:.1f}".translate(WIDE) if at % 5 == 1 else round(pay, 1)
        row += 1
        sheet.append(
            [number, name, team if at % 20 == 0 else None, role, grade, joined, lead, shown]
        )
        if at % 20 == 19:
            sheet.merge_cells(f"C{first}:C{row}")
            row += 1
            sheet.append([None, "合计", None, None, None, None, None, f"=SUM(H{first}:H{row - 1})"])
            first = row + 1
    sheet.cell(HEAD + 9, 9).value = "2027年2月28日"
    sheet.cell(HEAD + 9, 2).comment = Comment("已提离职，2月底走，交接给吴思远", "人力")
    sheet.row_dimensions[HEAD + 12].hidden = True


def _skills(sheet: Worksheet) -> None:
    sheet.append(["姓名", "Java", "Vue", "Kubernetes", "安全合规", "团队管理"])
    for at, (_number, name, team, role, grade) in enumerate(people()):
        main = min(4, int(grade[1]) - 3)
        lead = 4 if role == "技术经理" else 3 if grade == "P8" else None
        levels = (main, None) if team == PLATFORM else (None, main)
        operates = 3 if at in (1, 3) else 2 if at in (4, 5) else None
        sheet.append([name, *levels, operates, 3 if at == 2 else None, lead])


def _seats(sheet: Worksheet) -> None:
    sheet.append(["2027年度编制表（单位：人）"])
    sheet.append(["部门", "编制", "在编", "在岗", "空缺"])
    sheet.append([PLATFORM, "２４", 20, 20, "=B3-D3"])
    sheet.append([BUSINESS, 22, 20, 20, "=B4-D4"])
    sheet.append(["合计", "=SUM(B3:B4)", 40, 40, "=SUM(E3:E4)"])


SHEETS: dict[str, Callable[[Worksheet], None]] = {
    "设置": _rows(
        ("项目", "值"), ("名称", "星桥科技"), ("基准日期", "2026年12月31日"),
        ("开始日期", "2027/1/1"),
        ("期间", "季度"), ("期数", "４"), ("币种", "人民币"),
    ),
    "假设": _rows(
        ("项目", "值", "来源"), ("离职率", "8%", "近三年"), ("招聘周期（月）", 2, "招聘组"),
        ("企业税费比例", "30%", "五险一金"), ("奖金比例", "10%", "年终奖"),
        ("招聘成本", "1.5万元", "招聘组"),
    ),
    "部门": _rows(
        ("部门", "负责人", "成本中心"), (PLATFORM, "Y001", "CC01"), (BUSINESS, "Y021", "CC02"),
    ),
    "岗位": _rows(
        ("岗位", "职级", *(f"薪资{end}（万元/月）" for end in ("下限", "中位", "上限")), "可带人",
            "招聘周期（月）"),
        *((role, grade, *(round(PAY[grade] * share, 2) for share in (0.85, 1, 1.3)), "否", 2)
            for role in TRADE.values() for grade in ("P5", "P6", "P7", "P8")),
        ("技术经理", "P9", 4.7, 5.5, 7.2, "是", 4),
    ),
    "岗位技能": _rows(
        ("岗位", "职级", "技能", "等级"),
        *((role, grade, MAIN[team], min(4, int(grade[1]) - 3))
            for team, role in TRADE.items() for grade in ("P5", "P6", "P7", "P8")),
        (TRADE[PLATFORM], "P7", "Kubernetes", 3), ("技术经理", "P9", "团队管理", 4),
    ),
    "花名册": _roster,
    "技能": _skills,
    "需求": _rows(
        ("部门", "技能", "等级", "27Q1", "27Q2", "27Q3", "27Q4", "优先级", "原因"),
        (PLATFORM, "Kubernetes", 3, 2, 3, 5, 6, "必须", "双十一扩容"),
        (PLATFORM, "安全合规", 3, 1, 1, 2, 2, "必须", "等保三级测评（10月）"),
        (BUSINESS, "Vue", 3, 8, 12, 16, 17, "必须", "新版门户上线"),
        (BUSINESS, "安全合规", 3, 0, 0, 1, 1, "应该", "等保三级测评（10月）"),
    ),
    "编制": _seats,
    "培训": _rows(
        ("课程", "技能", "起始等级", "目标等级", "费用（万元）", "学时", "周期（月）", "每期名额"),
        ("K8s实战", "Kubernetes", 2, 3, 0.8, 60, 2, 2),
        ("等保内训", "安全合规", 2, 3, 0.6, 40, 2, 2),
    ),
    "预算": _rows(
        ("项目", "27Q1", "27Q2", "27Q3", "27Q4", "单位"),
        ("人力成本", 540, 590, 620, 620, "万元"),
        ("招聘", 5, 5, 5, 5, "万元"),
        ("培训", 2, 2, 2, 2, "万元"),
        ("合计", 547, 597, 627, 627, "万元"),
    ),
}  # fmt: skip
