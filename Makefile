# Needs Python 3.11 or newer and make; everything else is installed into .venv from hash-pinned lists.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check gate bench lock reference sums sbom audit screenshots clean help audit-env

help:
	@echo "make demo   set up, read the sample crisis, print its chronology"
	@echo "make test   set up, then everything that CI runs"
	@echo "make bench  the scorers' tables (wants the labelled data beside the checkout: ../shared)"
	@echo "make lock   resolve the dependencies anew and pin their hashes"
	@echo "make sums   the SHA-256 sums of learned files and lexicons, after one was edited"
	@echo "make audit  known vulnerabilities in the pinned dependencies (asks PyPI); make sbom  the bill of materials"
	@echo "make screenshots  the pictures in the README, from the sample crisis"

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "dragoman needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run: $(VENV)/made requirements/run.txt pyproject.toml
	@echo "Setting up (once; about a minute) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(VENV)/run requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/run
	@$(BIN)/dragoman demo

test: $(VENV)/dev check
	@sh tests/browser.sh
	$(BIN)/python -m pytest --cov --cov-report=term
	@$(MAKE) --no-print-directory gate

check: $(VENV)/dev
	$(BIN)/ruff check src tests benchmarks reference training supply docs
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: $(VENV)/dev
	$(BIN)/python benchmarks/gate.py

bench: $(VENV)/dev
	$(BIN)/python benchmarks/all.py

lock:
	$(PYTHON) -m pip install --quiet uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra build pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url supply/audit.in -o supply/audit.txt

reference: $(VENV)/run
	$(BIN)/python reference/build.py

sums: $(VENV)/made
	@$(BIN)/python supply/manifest.py

sbom: $(VENV)/made
	@$(BIN)/python supply/sbom.py --out dist/sbom.cdx.json

$(VENV)/audit: $(VENV)/made supply/audit.txt
	@$(PYTHON) -m venv $(VENV)/audit-env
	@$(VENV)/audit-env/bin/python -m pip install --quiet --require-hashes -r supply/audit.txt
	@touch $@

audit: $(VENV)/audit
	@$(VENV)/audit-env/bin/python supply/audit.py

audit-env: $(VENV)/audit

screenshots: $(VENV)/dev
	@sh tests/browser.sh
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build dist
