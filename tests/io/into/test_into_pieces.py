"""The pieces on their own: formulas with new names, XML edited in place, styles merged."""

from __future__ import annotations

import string
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.excel.embed.errors import Refused
from orgplan.excel.embed.formulas import Renamer, sheets_in
from orgplan.excel.embed.package import free_names
from orgplan.excel.embed.styles import merged
from orgplan.excel.embed.xml_edit import Edit, appended, edited, parse, with_attribute
from tests.io.into.targets import MAIN

RENAMER = Renamer(
    {"walk": "op_Walk", "cost by month": "op_Cost by month", "o'neil": "op_O'Neil"},
    {"op_tbl_in": "op_tbl_in_2"},
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Walk!A1", "'op_Walk'!A1"),
        (
            "SUM('Cost by month'!$A$1:$B$9,walk!C1)",
            "SUM('op_Cost by month'!$A$1:$B$9,'op_Walk'!C1)",
        ),
        ("'O''Neil'!A1+1", "'op_O''Neil'!A1+1"),
        ('"Walk!A1"&Walk!A1', "\"Walk!A1\"&'op_Walk'!A1"),
        ('"say ""Walk!"""&Walk!A1', '"say ""Walk!"""&\'op_Walk\'!A1'),
        ("SUM(op_tbl_in[pay])", "SUM(op_tbl_in_2[pay])"),
        ("SUM(op_tbl_in[Walk!])+op_tbl_input[pay]", "SUM(op_tbl_in_2[Walk!])+op_tbl_input[pay]"),
        ("op_tbl_in[[#This Row],[it''s '[Walk!']]]", "op_tbl_in_2[[#This Row],[it''s '[Walk!']]]"),
        ("ROWS(OP_TBL_IN)", "ROWS(op_tbl_in_2)"),
        ("Walks!A1+Sidewalk!A1+'my Walk'!A1", "Walks!A1+Sidewalk!A1+'my Walk'!A1"),
        ("A1+rate*2", "A1+rate*2"),
    ],
)
def test_formulas_are_renamed_where_they_point(old: str, new: str) -> None:
    assert RENAMER.formula(old) == new


def test_formulas_in_xml_are_escaped_once() -> None:
    assert Renamer({"r&d": "op_R&D"}, {}).escaped("'R&amp;D'!A1&lt;5") == "'op_R&amp;D'!A1&lt;5"


def test_sheets_that_a_formula_points_at() -> None:
    assert sheets_in("SUM('A b'!A1:B2,C!D1)&\"E!F1\"") == {"a b", "c"}


NAMES = (
    st.text(string.ascii_letters + " '&!\"", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda name: name.strip("'") == name and name)
)


@given(NAMES, NAMES)
def test_any_quoted_sheet_is_renamed_and_nothing_else(sheet: str, text: str) -> None:
    quote, said = "'" + sheet.replace("'", "''") + "'", '"' + text.replace('"', '""') + '"'
    new = Renamer({sheet.casefold(): "op_new"}, {}).formula(f"{said}&{quote}!A1&{said}")
    assert new == f"{said}&'op_new'!A1&{said}"


ODD = b"""<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- <b/> --><a x='1 > 0' xmlns="urn:a"><?do <b> ?><b
  y = "2"/><![CDATA[ <b></b> ]]><p:c xmlns:p="urn:p" p:z='"'>\xe9\x99\x88<b></b></p:c ></a>"""  # noqa: E501


def test_places_are_right_whatever_the_xml_looks_like() -> None:
    root = parse(ODD, "odd.xml")
    first, second = root.children
    assert (root.attributes, first.attributes, second.attributes) == (
        {"x": "1 > 0"},
        {"y": "2"},
        {"urn:p|z": '"'},
    )
    assert ODD[first.start : first.end] == b'<b\n  y = "2"/>'
    assert ODD[second.inner : second.close] == "陈<b></b>".encode()
    assert ODD[second.close : second.end] == b"</p:c >"
    assert [child.inner == child.end for child in (first, second.children[0])] == [True, False]


def test_edits_leave_all_else() -> None:
    root = parse(ODD, "odd.xml")
    first, second = root.children
    new = edited(
        ODD,
        [
            *appended(ODD, second, b"<d/>"),
            *appended(ODD, first, b"<e/>", y="3", n='"'),
            with_attribute(ODD, root, "x", "<&"),
        ],
    )
    assert new == (
        ODD.replace(b"x='1 > 0'", b'x="&lt;&amp;"')
        .replace(b'<b\n  y = "2"/>', b'<b\n  y="3" n=\'"\'><e/></b>')
        .replace(b"</p:c >", b"<d/></p:c >")
    )
    assert [child.name for child in parse(new, "new.xml").children[0].children] == ["e"]


@pytest.mark.parametrize(
    "data",
    [
        b"<a><b></a>",
        b"",
        b"<a/><b/>",
        b"<?xml version='1.0' encoding='latin-1'?><a/>",
        "<a/>".encode("utf-16"),
    ],
)
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match=r"its part x.xml is (damaged|not written in UTF-8)"):
        parse(data, "x.xml")


def test_edits_at_one_place_are_made_in_order() -> None:
    assert edited(b"ab", [Edit(1, 1, b"1"), Edit(1, 1, b"2"), Edit(0, 1, b"x")]) == b"x12b"


def test_free_names_differ_in_more_than_case() -> None:
    assert list(free_names(["xl/OP_a.xml", "xl/op_a_2.xml"],
        ["xl/op_A.xml", "xl/op_a.xml", "xl/op_b.xml"])) == [
        "xl/op_A_3.xml", "xl/op_a_4.xml", "xl/op_b.xml",
    ]  # fmt: skip


def sheet(**lists: str) -> bytes:
    """A part of styles."""
    inside = "".join(
        f'<{name} count="{items.count("<i ") or 1}">{items}</{name}>'
        for name, items in lists.items()
    )
    return f'<styleSheet xmlns="{MAIN}">{inside}</styleSheet>'.encode()


OURS = sheet(
    numFmts=(
        '<numFmt numFmtId="164" formatCode="0&quot;▲&quot;"/><numFmt numFmtId="165"'
        ' formatCode="0.0"/>'
    ),
    fonts='<font><sz val="11"/></font><font><b/><scheme val="minor"/></font>',
    fills="<fill/>",
    borders="<border/>",
    cellStyleXfs='<xf fontId="0"/><xf fontId="1"/>',
    cellXfs=(
        '<xf numFmtId="0" fontId="0" xfId="0"/><xf numFmtId="165" fontId="1" fillId="0"'
        ' borderId="0" xfId="1"/>'
    ),
    cellStyles=(
        '<cellStyle name="Normal" xfId="0" builtinId="0"/><cellStyle name="Input" xfId="1"/>'
    ),
    dxfs='<dxf><numFmt numFmtId="164" formatCode="0&quot;▲&quot;"/></dxf>',
)
THEIRS = sheet(
    numFmts='<numFmt numFmtId="170" formatCode="0.0"/>',
    fonts='<font><sz val="9"/></font>',
    fills="<fill/>",
    borders="<border><left/></border>",
    cellStyleXfs='<xf fontId="0"/>',
    cellXfs='<xf fontId="0"/>',
    cellStyles='<cellStyle name="Standard" xfId="0" builtinId="0"/>',
)


def test_styles_are_found_again_or_appended() -> None:
    styles = merged(THEIRS, OURS, "xl/styles.xml")
    root = ElementTree.fromstring(styles.data)
    lists = {child.tag.rpartition("}")[2]: list(child) for child in root}
    assert list(lists) == [
        "numFmts",
        "fonts",
        "fills",
        "borders",
        "cellStyleXfs",
        "cellXfs",
        "cellStyles",
        "dxfs",
    ]
    assert {name: int(child.get("count", -1)) for name, child in zip(lists, root, strict=True)} == {
        name: len(items) for name, items in lists.items()
    }
    assert (styles.cells, styles.rules) == ({0: 1, 1: 2}, {0: 0})
    assert lists["cellXfs"][2].attrib == {
        "numFmtId": "170",
        "fontId": "2",
        "fillId": "0",
        "borderId": "1",
        "xfId": "1",
    }
    assert [style.get("name") for style in lists["cellStyles"]] == ["Standard", "Input"]
    assert [(one.get("numFmtId"), one.get("formatCode")) for one in lists["numFmts"]] == [
        ("170", "0.0"),
        ("171", '0"▲"'),
    ]
    assert lists["dxfs"][0][0].get("numFmtId") == "171"
    assert [len(font) for font in lists["fonts"]] == [1, 1, 1]  # the theme's own font is left out
    assert merged(styles.data, OURS, "xl/styles.xml") == styles
