"""Print the lower end of every range in pyproject.toml as an exact version, for `pip install
-c`.
"""

import re
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]

for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["texts"]):
    name, lowest = re.match(r"([\w.-]+)>=([\w.]+)", line).groups()
    print(f"{name}=={lowest}")
