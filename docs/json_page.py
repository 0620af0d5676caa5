"""The tables of ``docs/json.md``, and ``docs/plan.schema.json``, from the declarations of the
result tables.
"""

from __future__ import annotations

import json
from pathlib import Path

from orgplan.report.results.json_object import json_schema
from orgplan.report.results.tables import COST, IN_JSON, ORG_CHART

PAGE = Path(__file__).parent / "json.md"
SCHEMA = Path(__file__).parent / "plan.schema.json"
BEGIN, END = "<!-- tables: written by", "<!-- end of tables -->"


def page() -> str:
    """The page, with its tables written anew."""
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    mark, _, old = rest.partition("-->\n")
    _, _, tail = old.partition(END)
    tables = (line for table in (*IN_JSON, COST, ORG_CHART) for line in table.page())
    return f"{head}{BEGIN}{mark}-->\n\n" + "\n".join(tables) + f"\n{END}{tail}"


def schema() -> str:
    """The JSON schema of what ``--json`` writes."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
