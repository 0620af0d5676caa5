"""Draw the pictures of the README: ``python docs/picture.py`` (needs LibreOffice, poppler-utils and
Chromium).

Plans the tight_budget sample, prints its sheets Summary and Coverage with a real spreadsheet
program, and takes a picture of its page in a browser, and of that of the chinese_team sample. With
the font Carlito (fonts-crosextra-carlito), whose letters are as wide as Calibri's, they show what
Excel shows.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import orgplan as op
from orgplan.report.page import as_page

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_orgs/tight_budget/tight_budget.xlsx"
DPI = 110
SHOWN = {  # sheet → left, top, width and height in pixels of what is shown of its page
    "Summary": (40, 40, 1210, 780),
    "Coverage": (40, 40, 1210, 262),
}
WINDOW = "1200,820"
CHINESE = ROOT / "sample_orgs/chinese_team/chinese_team.xlsx"


def page_of(pdf: Path, sheet: str) -> int:
    """Number of the first page of a sheet, whose name stands at its foot."""
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")
    return next(number for number, page in enumerate(pages, 1) if f"{sheet}, page " in page)


def run(command: Sequence[str | Path]) -> None:
    """Run a program, and fail where it fails."""
    subprocess.run(command, check=True, capture_output=True)


def shoot(planned: op.Result, folder: Path, name: str) -> None:
    """Take a picture of the page of a plan."""
    file = folder / f"{name}.html"
    file.write_text(as_page(planned.assessment, planned.run), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={WINDOW}"]
    run(["chromium", *options, f"--screenshot={ROOT / 'docs' / name}.png", file.as_uri()])


def main() -> None:
    """Plan, print, cut out; open the page, and take its picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planned = op.plan(op.load(SAMPLE))
        op.save(planned, folder / "plan.xlsx")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        printing = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        run([*printing, folder / "plan.xlsx"])
        for sheet, box in SHOWN.items():
            page = str(page_of(folder / "plan.pdf", sheet))
            x, y, width, height = map(str, box)
            cut = [
                "-r",
                str(DPI),
                "-f",
                page,
                "-l",
                page,
                "-x",
                x,
                "-y",
                y,
                "-W",
                width,
                "-H",
                height,
            ]
            target = ROOT / "docs" / sheet.lower()
            run(["pdftoppm", "-png", "-singlefile", *cut, folder / "plan.pdf", target])
        shoot(planned, folder, "page")
        shoot(op.plan(op.load(CHINESE)), folder, "page_zh")


if __name__ == "__main__":
    main()
