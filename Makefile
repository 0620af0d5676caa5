# Two commands for a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
LOCK = requirements/lock.txt
EXTRAS ?= test
INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check -c $(LOCK)

.PHONY: demo test fast lint docs lock clean

$(VENV)/.demo: pyproject.toml $(LOCK)
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -e .
	touch $@

$(VENV)/.test: pyproject.toml $(LOCK)
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -e ".[$(EXTRAS)]"
	touch $@ $(VENV)/.demo

demo: $(VENV)/.demo
	$(BIN)/orgplan plan sample_orgs/growing_startup/growing_startup.xlsx --out growing_startup_plan.xlsx --overwrite

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fast: $(VENV)/.test
	$(BIN)/pytest -n 2 --dist worksteal

test: lint fast

docs: $(VENV)/.test  # the site, offline, into build/site; a warning is an error
	$(INSTALL) -e ".[docs]"
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

lock:  # newest versions that pyproject.toml allows, for every Python and system, without addresses of an index
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	echo '# Exact versions that `make demo`, `make test` and .ci/run install; made by `make lock`, never edited by hand.' > $(LOCK)
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --no-header --no-annotate --no-emit-index-url pyproject.toml >> $(LOCK)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build dist *.egg-info
