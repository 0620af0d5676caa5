"""The page in a browser: no request leaves it, nothing goes wrong in its console, filters filter,
axe-core finds no serious fault, probes stay text.

It needs Playwright and axe-core (``pip install orgplan[browser]``) and the Chromium of the system
(Debian: ``apt-get install chromium``).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import orgplan as op
from orgplan.language import _, speaking
from orgplan.library.samples import sample_workbook
from orgplan.report.page import ComparedPlan, as_page
from orgplan.report.page.labels import labels

api = pytest.importorskip(
    "playwright.sync_api", reason="no Playwright: pip install orgplan[browser]"
)
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="no axe-core: pip install orgplan[browser]"
)
CHROMIUM = os.environ.get("ORGPLAN_CHROMIUM") or shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")

PROBE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"
LOOKS = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 360, "height": 700}},
)
STEPS = [
    {"cost over the horizon": cost, "musts open": 2 - number, "shoulds open": 0,
        "what it buys": f"{PROBE} {number}", "what it does without": None,
        "what it covers more of": None, "what it covers less of": None}
    for number, cost in enumerate((2_700_000, 2_900_000, 3_100_000))
]  # fmt: skip
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def planned() -> op.Result:
    sample = sample_workbook("growing_startup")
    assert sample is not None
    org = op.load(sample)
    people = (org.people[0].replace(name=PROBE), *org.people[1:])
    needs = tuple(need.replace(reason=f"{PROBE} {need.id}") for need in org.needs)
    named = org.replace(name=PROBE, people=people, needs=needs)
    return op.plan(named, next_steps=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    options = {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}
    with api.sync_playwright() as playwright, playwright.chromium.launch(**options) as found:
        yield found


class Watched:
    """A page that is open, and what it did."""

    def __init__(self, browser: Any, file: Path, **look: Any) -> None:
        self.requests: list[str] = []
        self.wrong: list[str] = []
        self.page = browser.new_context(**look).new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda said: self.wrong.append(said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.goto(file.as_uri())

    def _dialog(self, dialog: Any) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def shown(self, table: int = 0) -> list[str]:
        """Texts of the rows of a table that are in sight."""
        rows = self.page.locator("table.filtered").nth(table).locator("tbody tr")
        return [row.inner_text() for row in rows.all() if row.is_visible()]


def beside(planned: op.Result) -> list[ComparedPlan]:
    """The plan, what it is without its first hire, and a scenario without a plan."""
    fewer = op.evaluate(planned.org, planned.plan.without(planned.plan.hires[0].id))
    return [
        ComparedPlan(PROBE, "", "found", planned.assessment),
        ComparedPlan("fewer", PROBE, "found", fewer.assessment),
        ComparedPlan("none", "no money", "none", None, (PROBE,)),
    ]


@pytest.fixture(scope="module")
def files(planned: op.Result, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder, found = tmp_path_factory.mktemp("page"), {}
    plans = beside(planned)  # what is evaluated speaks the language of its organisation
    for code in ("en", "zh"):
        with speaking(code):
            found[code] = folder / f"{code}.html"
            found[code].write_text(
                as_page(planned.assessment, planned.run, STEPS, plans), encoding="utf-8"
            )
    return found


@pytest.mark.parametrize("code", ["en", "zh"])
def test_nothing_leaves_the_page_and_nothing_goes_wrong(
    browser: Any, files: dict[str, Path], code: str
) -> None:
    seen = Watched(browser, files[code])
    seen.page.locator("#search").fill("a")
    seen.page.locator("#team").select_option(index=1)
    for view in seen.page.locator("input[name=view]").all():
        view.check()
    assert seen.requests == [files[code].as_uri()]
    assert seen.wrong == []


def test_probes_stay_text(browser: Any, files: dict[str, Path]) -> None:
    seen = Watched(browser, files["en"])
    assert seen.page.locator("h1").inner_text() == PROBE
    assert seen.page.locator("img").count() == 0
    assert seen.page.locator("script").count() == 1
    assert seen.wrong == []


def test_filters_filter(browser: Any, files: dict[str, Path], planned: op.Result) -> None:
    seen = Watched(browser, files["en"])
    assert len(seen.shown()) == len(planned.plan.hires)
    seen.page.locator("#team").select_option("Apps")
    assert len(seen.shown()) == sum(hire.team == "Apps" for hire in planned.plan.hires) > 0
    seen.page.locator("#search").fill("ios")
    assert [row for row in seen.shown() if "iOS" not in row] == []
    seen.page.locator("#search").fill("nobody is called so")
    assert seen.shown() == []
    seen.page.locator("#search").fill("")
    seen.page.locator("#team").select_option("")
    assert len(seen.shown()) == len(planned.plan.hires)


def test_the_search_filters_what_stays_open_and_the_timeline_too(
    browser: Any, files: dict[str, Path]
) -> None:
    seen = Watched(browser, files["en"])
    places = seen.page.locator(".searched li, .timeline tbody tr")
    assert [place for place in places.all() if place.is_visible()]
    assert not seen.page.locator("#nothing").is_visible()
    seen.page.locator("#search").fill("nobody is called so")
    assert [place for place in places.all() if place.is_visible()] == []
    assert seen.page.locator("#nothing").inner_text() == "No row matches."
    assert seen.wrong == []


def test_days_stand_in_a_line_and_charts_have_axes(browser: Any, files: dict[str, Path]) -> None:
    seen = Watched(browser, files["en"], viewport={"width": 1280, "height": 800})
    days = seen.page.locator("td.date").all()
    assert len(days) > 4
    spaces = {day.evaluate("cell => getComputedStyle(cell).whiteSpace") for day in days}
    assert spaces == {"nowrap"}
    for chart in seen.page.locator("svg").all():
        marks = chart.locator("text").all_text_contents()
        assert "0" in marks
        assert {"Month", "Cost over the horizon (USD)"} & {*marks}


def test_coverage_is_shown_today_without_and_with_the_plan(
    browser: Any, files: dict[str, Path]
) -> None:
    seen = Watched(browser, files["en"])
    texts = []
    for view in range(3):
        seen.page.locator(f"input[name=view][value='{view}']").check()
        texts.append(seen.page.locator("table.heat tbody").inner_text())
    assert texts[0] != texts[2]
    assert "✕" in texts[1]
    assert "✕" not in texts[2]


def test_the_slider_of_the_frontier_moves_by_keys(browser: Any, files: dict[str, Path]) -> None:
    seen = Watched(browser, files["en"])
    slider, steps = seen.page.locator("#money"), seen.page.locator(".step")
    assert [one.is_visible() for one in steps.all()] == [
        False,
        True,
        False,
    ]  # 3,000,000 is the budget
    slider.focus()
    seen.page.keyboard.press("ArrowRight")
    assert [one.is_visible() for one in steps.all()] == [False, False, True]
    said = slider.get_attribute("aria-valuetext")
    assert said is not None
    assert said.startswith("3,100,000 USD; musts open: 0")
    assert f"{PROBE} 2" in steps.nth(2).inner_text()
    assert seen.page.locator(".dot.at").count() == 1
    assert seen.wrong == []


def test_plans_stand_beside_each_other(
    browser: Any, files: dict[str, Path], planned: op.Result
) -> None:
    seen = Watched(browser, files["en"])
    figures, seats = (seen.page.locator("table.plans").nth(number) for number in range(2))
    assert figures.locator("thead").inner_text().strip().split("\t") == [
        "Figure",
        PROBE,
        "fewer",
        "none",
    ]
    hires = len(planned.plan.hires)
    rows = [row.split("\t") for row in figures.locator("tbody tr").all_inner_texts()]
    assert ["Hires", f"{hires}", f"{hires - 1} (-1)", "no plan"] in rows
    assert rows[-1][0] == "What stays open"
    assert rows[-1][3].strip() == PROBE
    assert seats.locator("tr.differs").count() == 1
    assert "no plan" in seats.locator("tr.differs").inner_text()
    assert seen.wrong == []


def test_the_org_chart_shows_who_is_to_come_and_follows_the_filters(
    browser: Any, files: dict[str, Path], planned: op.Result
) -> None:
    seen = Watched(browser, files["en"])
    today, after = seen.page.locator("#chart0"), seen.page.locator("#chart1")
    assert not today.is_visible()
    assert after.locator("strong").all_inner_texts() == [
        f"new from {hire.start_date}" for hire in planned.plan.hires
    ]
    assert after.locator("li").count() == today.locator("li").count() + len(planned.plan.hires)
    seen.page.locator("#search").fill("ios")
    shown = [one.inner_text() for one in after.locator("li").all() if one.is_visible()]
    assert [text for text in shown if "iOS" not in text] == []
    assert len(shown) > 1
    seen.page.locator("input[name=chart][value='0']").check()
    assert today.is_visible()
    assert not after.is_visible()
    assert "new from" not in today.inner_text()


def test_the_timeline_has_each_decision_and_start(
    browser: Any, files: dict[str, Path], planned: op.Result
) -> None:
    seen = Watched(browser, files["en"])
    rows = seen.page.locator("table.timeline tbody tr")
    months = [row.split("\t") for row in rows.all_inner_texts()]
    named = sum(text.count("hire ") for row in months for text in row)
    assert named == 2 * len(planned.plan.hires)
    starts = {f"{day:%Y-%m}" for day in (hire.start_date for hire in planned.plan.hires)}
    assert starts <= {row[0] for row in months if row[2]}


@pytest.mark.parametrize("code", ["en", "zh"])
def test_on_a_phone_rows_are_cards_and_nothing_lies_beside_the_page(
    browser: Any, files: dict[str, Path], planned: op.Result, code: str
) -> None:
    """Each cell says its column itself; on a wide page the table's head does."""
    wide, narrow = (Watched(browser, files[code], **look) for look in (LOOKS[0], LOOKS[-1]))
    page = narrow.page
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]
    said = "getComputedStyle(document.querySelector('.cards tbody td.number'), '::before').content"
    with speaking(code):
        cost = _("{what} ({currency})", what=labels()["money"], currency="USD")
    assert page.evaluate(said) == f'"{cost}"'
    assert wide.page.evaluate(said) == "none"
    for table in page.locator("table.cards, table.heat").all():
        box = table.bounding_box()
        assert box["x"] + box["width"] <= page.viewport_size["width"]


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "narrow"])
@pytest.mark.parametrize("code", ["en", "zh"])
def test_axe_finds_no_serious_fault(
    browser: Any, files: dict[str, Path], code: str, look: dict[str, Any]
) -> None:
    seen = Watched(browser, files[code], bypass_csp=True, **look)
    found = axe.Axe().run(seen.page)
    assert len(found.response["passes"]) > 10
    assert [
        (one["id"], one["help"], [node["html"] for node in one["nodes"][:3]])
        for one in found.response["violations"]
        if one["impact"] in SERIOUS
    ] == []


def test_axe_would_find_a_fault(browser: Any, files: dict[str, Path]) -> None:
    seen = Watched(browser, files["en"], bypass_csp=True)
    seen.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<main><input type=text></main>')"
    )
    found = axe.Axe().run(seen.page).response["violations"]
    assert "label" in {one["id"] for one in found if one["impact"] in SERIOUS}


def test_a_request_would_be_refused_and_seen(browser: Any, files: dict[str, Path]) -> None:
    seen = Watched(browser, files["en"])
    ended = seen.page.evaluate(
        "fetch('http://127.0.0.1:9/').then(() => 'let through', () => 'refused')"
    )
    assert ended == "refused"
    assert any("Content Security Policy" in text for text in seen.wrong)


def test_on_paper_the_page_is_what_a_board_reads(browser: Any, files: dict[str, Path]) -> None:
    """Six sheets at most; the org chart says that it shows only who leads and what changes."""
    page = Watched(browser, files["en"]).page
    note = page.locator(".paper")
    everybody = page.locator("#chart1 li")
    on_screen = sum(one.is_visible() for one in everybody.all())
    assert not note.is_visible()
    page.emulate_media(media="print")
    assert note.is_visible()
    assert 0 < sum(one.is_visible() for one in everybody.all()) < on_screen
    assert len(re.findall(rb"/Type ?/Page\b", page.pdf(format="A4"))) <= 6
