"""Plan workbooks of the samples, each made once in a process however many tests look at it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import orgplan as op
from orgplan.language import SOURCE
from sample_orgs.make import FOLDER, SAMPLES

NAMES = tuple(sorted(set(SAMPLES) - {"impossible"}))
LARGE = {
    "hundred_engineers",
    "cn_product_company",
}  # the quick lanes of CI plan, check and read back these, too
SOME = NAMES if os.environ.get("ORGPLAN_SLOW") else tuple(n for n in NAMES if n not in LARGE)


@cache
def folder() -> Path:
    """Where they are kept until the process ends."""
    made = Path(tempfile.mkdtemp(prefix="orgplan-tests-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@cache
def loaded(name: str) -> op.Organisation:
    """A sample's organisation."""
    return op.load(FOLDER / name / f"{name}.xlsx")


@cache
def planned(name: str) -> tuple[op.Result, Path]:
    """A sample's plan, and its workbook."""
    return _saved(loaded(name), name)


@cache
def planned_in_english(name: str) -> tuple[op.Result, Path]:
    """The same with tabs, headers and words in English, also where the sample speaks another
    language.
    """
    if loaded(name).language == SOURCE:
        return planned(name)
    return _saved(loaded(name).replace(language=SOURCE), f"{name}_in_english")


def _saved(org: op.Organisation, name: str) -> tuple[op.Result, Path]:
    plan = op.plan(org, gap=1e-2, next_steps=False)
    path = folder() / f"{name}.xlsx"
    op.save(plan, path)
    return plan, path
