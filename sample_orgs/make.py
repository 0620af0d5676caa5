"""Write the sample workbooks from their definitions: ``python -m sample_orgs.make``.

The same definition gives the same bytes. With names of cases only those are written.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from orgplan.io.output.template import write_template
from sample_orgs import (
    chinese_team,
    cn_product_company,
    growing_startup,
    hundred_engineers,
    impossible,
    lever_cases,
    manpower_plan,
    rule_cases,
    tight_budget,
    value_cases,
    year_lived,
)

FOLDER = Path(__file__).parent
SAMPLES = {
    "growing_startup": growing_startup.organisation,
    "hundred_engineers": hundred_engineers.organisation,
    "tight_budget": tight_budget.organisation,
    "impossible": impossible.organisation,
    "chinese_team": chinese_team.organisation,
    "cn_product_company": cn_product_company.organisation,
    "manpower_plan": manpower_plan.organisation,
}


CASES_FOLDER = FOLDER / "cases"
CASES = {**lever_cases.CASES, **rule_cases.CASES, **value_cases.CASES}


def main(cases: Sequence[str] = ()) -> None:
    """Write every sample's workbook, and every case's; or some cases' alone."""
    for name in cases or CASES:
        write_template(CASES_FOLDER / f"{name}.xlsx", CASES[name]())
    if cases:
        return
    print(f"{len(CASES)} cases: written")
    for name, inputs in year_lived.INPUTS.items():
        write_template(FOLDER / "year_lived" / f"{name}.xlsx", inputs())
    for name, organisation in SAMPLES.items():
        folder = FOLDER / name
        folder.mkdir(exist_ok=True)
        path = folder / f"{name}.xlsx"
        if name == "cn_product_company":
            cn_product_company.write(path)
        else:
            write_template(path, organisation(), chinese=name.startswith("chinese"))
        print(f"{name}: written")


if __name__ == "__main__":
    main(sys.argv[1:])
