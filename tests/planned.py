"""Plan workbooks of the samples, each made once in a process however many tests look at it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import orgplan as op
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
def planned(name: str) -> tuple[op.Result, Path]:
    """A sample's plan, and its workbook."""
    plan = op.plan(op.load(FOLDER / name / f"{name}.xlsx"), gap=1e-2, explain_next_steps=False)
    path = folder() / f"{name}.xlsx"
    op.save(plan, path)
    return plan, path
