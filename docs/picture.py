"""Draw docs/coverage.png: ``python docs/picture.py`` (needs LibreOffice and poppler-utils).

Plans the tight_budget sample and prints its sheet Coverage with a real spreadsheet program.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import orgplan as op

ROOT = Path(__file__).resolve().parents[1]
TITLE = "Coverage: what teams need"
DPI = 110
SHOWN = (40, 40, 1200, 262)  # left, top, width and height in pixels: the head of the page


def page_of(pdf: Path, title: str) -> int:
    """Number of the first page that holds a title."""
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    return next(number for number, page in enumerate(text.split("\f"), 1) if title in page)


def main() -> None:
    """Plan, print, cut out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        op.save(
            op.plan(op.load(ROOT / "sample_orgs/tight_budget/tight_budget.xlsx")),
            folder / "plan.xlsx",
        )
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            [
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                folder / "plan.xlsx",
            ],
            check=True,
            capture_output=True,
        )
        page = str(page_of(folder / "plan.pdf", TITLE))
        box = [
            text
            for flag, pixels in zip(("-x", "-y", "-W", "-H"), SHOWN, strict=True)
            for text in (flag, str(pixels))
        ]
        cut = ["pdftoppm", "-png", "-singlefile", "-r", str(DPI), "-f", page, "-l", page, *box]
        subprocess.run([*cut, folder / "plan.pdf", ROOT / "docs/coverage"], check=True)


if __name__ == "__main__":
    main()
