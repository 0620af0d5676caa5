"""What can't take a plan is refused with a sentence of its own, before and without any change."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from orgplan.excel.embed import archive
from orgplan.excel.embed.archive import ArchiveChange, Damaged, replace
from orgplan.excel.embed.embed import put_into
from orgplan.excel.embed.errors import Refused
from orgplan.excel.embed.target import looked_at
from orgplan.language import speaking
from tests.io.into import targets
from tests.io.into.compare import parts
from tests.io.into.test_into_put import NOW, plan

OFFICE, MAIN = targets.OFFICE, targets.MAIN


def edited(part: str, function: Callable[[str], str]) -> Callable[[Path], Path]:
    """A workbook with one part edited."""
    return lambda folder: targets.changed(
        targets.plain(folder / "plain.xlsx"), folder / "user.xlsx", edit={part: function}
    )


def with_part(part: str, text: bytes | str) -> Callable[[Path], Path]:
    """A workbook with one part more, or another one."""
    return lambda folder: targets.changed(
        targets.plain(folder / "plain.xlsx"), folder / "user.xlsx", parts={part: text}
    )


def as_bytes(data: bytes, name: str = "user.xlsx") -> Callable[[Path], Path]:
    """A file of these bytes."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def with_name(name: str, text: str) -> Callable[[Path], Path]:
    """A workbook with a name of its own."""
    line = f'<definedNames><definedName name="{name}">{text}</definedName></definedNames>'
    return edited("xl/workbook.xml", lambda part: part.replace("<calcPr", f"{line}<calcPr"))


def open_elsewhere(lock: str) -> Callable[[Path], Path]:
    """A workbook that a program has open."""

    def make(folder: Path) -> Path:
        (folder / lock).write_text("them", encoding="utf-8")
        return targets.plain(folder / "user.xlsx")

    return make


def after_a_run(change: Callable[[Path], None]) -> Callable[[Path], Path]:
    """A workbook that took a plan and was changed since."""

    def make(folder: Path) -> Path:
        user = targets.plain(folder / "user.xlsx")
        put_into(plan(folder / "first.xlsx"), user, NOW)
        change(user)
        return user

    return make


def add_note(user: Path) -> None:
    book = load_workbook(user)
    book["op_Summary"]["A1"].comment = Comment("Why?", "them")
    book.save(user)


def add_picture(user: Path) -> None:
    """As Excel does it: into the drawing that is there."""
    text = parts(user)["xl/drawings/op_drawing1.xml"].decode()
    assert 'name="op_Chart 1"' in text
    shape = re.sub(
        r'name="op_Chart 1"',
        'name="Picture 7"',
        text[text.index("<xdr:twoCellAnchor") : text.index("</xdr:wsDr>")],
    )
    targets.changed(
        user,
        user.with_name("more.xlsx"),
        edit={"xl/drawings/op_drawing1.xml": targets.put_before("</xdr:wsDr>", shape)},
    ).replace(user)


def add_drawing(user: Path) -> None:
    """To a sheet on which we draw nothing."""
    book = load_workbook(user)
    book["op_Hiring plan"].add_image(Image(targets.png()), "F9")
    book.save(user)


def lose_marks(user: Path) -> None:
    targets.changed(
        user,
        user.with_name("more.xlsx"),
        edit={
            "xl/workbook.xml": lambda part: re.sub(
                r'<definedName name="op_page".*?</definedName>', "", part
            )
        },
    ).replace(user)


def _protected(part: str) -> str:
    return part.replace("<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>')


PROTECTED = _protected
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)

REFUSED = {
    "protected": (
        edited("xl/workbook.xml", PROTECTED),
        "its structure is protected, so no sheet can be added",
    ),
    "password to modify": (
        edited(
            "xl/workbook.xml",
            lambda part: part.replace(
                "<workbookPr", '<fileSharing userName="a" reservationPassword="CC1A"/><workbookPr'
            ),
        ),
        "a password is needed to change it",
    ),
    "encrypted": (
        as_bytes(OLE + "EncryptedPackage".encode("utf-16-le")),
        "it is a workbook with a password",
    ),
    "old": (as_bytes(OLE), "an old Excel file"),
    "xls by name": (as_bytes(OLE, "user.xls"), "it is not an Excel file (.xlsx, .xlsm)"),
    "xlsb": (with_part("xl/workbook.bin", b"x"), "it is a binary workbook"),
    "xlsb by name": (as_bytes(b"PK", "user.xlsb"), "it is not an Excel file (.xlsx, .xlsm)"),
    "ods": (
        with_part("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        "it is an OpenDocument file",
    ),
    "empty": (as_bytes(b""), "it is an empty file"),
    "text": (as_bytes(b"a;b;c"), "it is a file of text"),
    "cut off": (
        lambda folder: as_bytes(targets.plain(folder / "whole.xlsx").read_bytes()[:-900])(folder),
        "it is a damaged file",
    ),
    "strict": (
        edited(
            "xl/workbook.xml",
            lambda part: part.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        ),
        "it is a Strict Open XML workbook",
    ),
    "signed": (with_part("_xmlsignatures/origin.sigs", b""), "it is digitally signed"),
    "shared": (
        edited(
            "xl/_rels/workbook.xml.rels",
            targets.put_before(
                "</Relationships>", targets.relation("rIdR", "revisionHeaders", "styles.xml")
            ),
        ),
        "it is a shared workbook of the old kind",
    ),
    "document type": (
        with_part("customXml/item1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        "it is a document type declaration",
    ),
    "other encoding": (
        with_part(
            "xl/styles.xml",
            '<?xml version="1.0" encoding="ISO-8859-1"?><styleSheet'
            f' xmlns="{MAIN}"><fonts/></styleSheet>',
        ),
        "xl/styles.xml in a non-standard encoding",
    ),
    "broken styles": (
        with_part("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><fonts></styleSheet>'),
        "its part xl/styles.xml is damaged",
    ),
    "days from 1904": (
        lambda folder: targets.plain(folder / "user.xlsx", date_1904=True),
        "it counts days from 1904",
    ),
    "no sheets": (
        edited("xl/workbook.xml", lambda part: re.sub(r"<sheets>.*</sheets>", "", part)),
        "it has no list of sheets",
    ),
    "too many formats": (
        with_part(
            "xl/styles.xml",
            f'<styleSheet xmlns="{MAIN}"><cellXfs'
            f' count="64000">{"<xf/>" * 64_000}</cellXfs></styleSheet>',
        ),
        "it has 64,0",
    ),
    "open in Excel": (
        open_elsewhere("~$user.xlsx"),
        "it is open in a spreadsheet program (~$user.xlsx exists)",
    ),
    "open in LibreOffice": (
        open_elsewhere(".~lock.user.xlsx#"),
        "it is open in a spreadsheet program",
    ),
    "sheet of theirs": (
        lambda folder: targets.plain(folder / "user.xlsx", {"Mine": [], "OP_summary": [[1]]}),
        "it already has sheets of these names that orgplan did not write: OP_summary.",
    ),
    "name of theirs": (
        with_name("OP_TotalCost", "Mine!$A$1"),
        "it already uses names that orgplan needs: OP_TotalCost.",
    ),
    "constant of theirs": (
        with_name("op_TotalCost", "12"),
        "it already uses names that orgplan needs: op_TotalCost.",
    ),
    "link of theirs": (
        with_name("op_TotalCost", "[1]Rates!$A$1"),
        "it already uses names that orgplan needs: op_TotalCost.",
    ),
    "note on ours": (after_a_run(add_note), "somebody has put comments on our sheet 'op_Summary'"),
    "picture on ours": (
        after_a_run(add_picture),
        "somebody has put a chart, picture or shape on our sheet 'op_Summary'",
    ),
    "picture on a sheet without": (
        after_a_run(add_drawing),
        "somebody has put a chart, picture or shape on our sheet 'op_Hiring plan'",
    ),
    "marks lost": (
        after_a_run(lose_marks),
        (
            "it already has sheets of these names that orgplan did not write: op_Summary, op_Hiring"
            " plan, op_Input Roster."
        ),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_its_sentence_and_unchanged(tmp_path: Path, case: str) -> None:
    make, sentence = REFUSED[case]
    user = make(tmp_path)
    before, files = user.read_bytes(), set(tmp_path.iterdir())
    with pytest.raises(Refused) as refused:
        put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")
    with speaking("zh"), pytest.raises(Refused) as chinese:
        put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    said = re.sub("（[^）]*）", "", str(chinese.value))  # what another library says of the damage
    assert said.endswith("。")
    assert re.findall(r"\b[a-z]{2,} [a-z]{2,}\b", said) == []
    assert user.read_bytes() == before
    assert set(tmp_path.iterdir()) == files | {
        tmp_path / "plan.xlsx"
    }  # no backup, no temporary file


def test_each_sentence_is_its_own() -> None:
    assert (
        len({sentence for _, sentence in REFUSED.values()}) >= len(REFUSED) - 4
    )  # the same fact may show in several ways


@pytest.mark.parametrize("case", ["protected", "sheet of theirs", "name of theirs"])
def test_it_is_known_before_the_plan_is_made(tmp_path: Path, case: str) -> None:
    make, sentence = REFUSED[case]
    with (
        pytest.raises(Refused, match=re.escape(sentence)),
        looked_at(make(tmp_path), {"Summary": None}, ["op_TotalCost"]),
    ):
        pass


def test_names_that_lead_nowhere_any_more_are_ours(tmp_path: Path) -> None:
    """Somebody deleted our sheets: the names stay behind as #REF! and the next run puts them
    right.
    """
    user = with_name("op_TotalCost", "#REF!$A$3")(tmp_path)
    put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    assert load_workbook(user).defined_names["op_TotalCost"].attr_text == "'op_Summary'!$A$3"


def test_deleted_sheets_of_ours_come_back(tmp_path: Path) -> None:
    user = targets.plain(tmp_path / "user.xlsx")
    put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    book = load_workbook(user)
    del book["op_Hiring plan"]
    book.save(user)
    put_into(plan(tmp_path / "again.xlsx", cost=3.0), user, NOW)
    assert load_workbook(user).sheetnames == [
        "Mine",
        "op_Summary",
        "op_Input Roster",
        "op_Hiring plan",
    ]
    assert load_workbook(user, data_only=True)["op_Hiring plan"]["B3"].value == 3.0


def test_a_workbook_that_changes_in_the_meantime_is_left_alone(tmp_path: Path) -> None:
    user = targets.plain(tmp_path / "user.xlsx")
    with looked_at(user) as host:
        later = targets.plain(tmp_path / "later.xlsx", {"Mine": [["newer"]]}).read_bytes()
        (tmp_path / "later.xlsx").replace(user)
        with pytest.raises(Refused, match="opened or changed"):
            replace(user, host, ArchiveChange({"xl/more.bin": b"x"}), datetime.now())
    assert user.read_bytes() == later
    assert [path.name for path in tmp_path.iterdir()] == ["user.xlsx"]


def test_a_part_that_comes_out_otherwise_stops_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = targets.plain(tmp_path / "user.xlsx")
    before = user.read_bytes()
    honest = archive._copied

    def careless(*arguments: object) -> str:
        return honest(*arguments)[::-1]  # type: ignore[arg-type]

    monkeypatch.setattr(archive, "_copied", careless)
    with pytest.raises(Damaged, match="came out otherwise"):
        put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    assert user.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.xlsx", "user.xlsx"]


def test_a_part_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    """A picture with a wrong checksum: no reader of cells notices, but it can't be copied
    faithfully.
    """
    user = targets.changed(
        targets.plain(tmp_path / "plain.xlsx"),
        tmp_path / "user.xlsx",
        parts={"xl/media/image1.png": b"PNG" * 40},
    )
    data = user.read_bytes()
    with zipfile.ZipFile(user) as opened:
        at = opened.getinfo("xl/media/image1.png").header_offset + 30 + len("xl/media/image1.png")
    user.write_bytes(data[: at + 2] + bytes([data[at + 2] ^ 0xFF]) + data[at + 3 :])
    faulty = user.read_bytes()
    with pytest.raises(Refused, match="it is damaged"):
        put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    assert user.read_bytes() == faulty


def test_a_link_to_a_workbook_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real = targets.plain(tmp_path / "elsewhere" / "user.xlsx")
    link = tmp_path / "link.xlsx"
    link.symlink_to(real)
    backup = put_into(plan(tmp_path / "plan.xlsx"), link, NOW)
    assert link.is_symlink()
    assert "op_Summary" in load_workbook(real).sheetnames
    assert backup.parent == real.parent


def test_the_mode_of_the_file_is_kept(tmp_path: Path) -> None:
    user = targets.plain(tmp_path / "user.xlsx")
    user.chmod(0o640)
    backup = put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    assert {path.stat().st_mode & 0o777 for path in (user, backup)} == {0o640}
