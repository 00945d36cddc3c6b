# `make` alone lists the targets. Needs Python 3.11 or later and make; everything else is locked by hash.
PYTHON ?= python3
VENV   ?= .venv
BENCH  ?= .venv-bench
TRAIN  ?= .venv-train
LEARN  ?= .venv-sentences
UV     ?= uv
PORT   ?= 8000
BIN    := $(VENV)/bin
PIP     = -m pip install --quiet --disable-pip-version-check
COMPILE = PIP_CONFIG_FILE=/dev/null $(UV) pip compile --quiet --no-config --universal --python-version 3.11 \
          --generate-hashes --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help demo test check matrix bench train sentences hatecheck screens lock lock-guard clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: export GATEPOST_DEMO := yes
demo: export GATEPOST_DATA ?= gatepost-data/demo
demo: export GATEPOST_LISTEN ?= 127.0.0.1:$(PORT)
demo: $(VENV)/.run  ## serve a made-up federation on http://localhost:8000 (PORT=…), where you may be any of its people
	@$(BIN)/gatepost demo --serve

test: export PYTHONDONTWRITEBYTECODE :=
test: $(VENV)/.dev  ## run every test: on SQLite, then what touches the database again on PostgreSQL
	@DATABASE_URL= $(BIN)/python -m pytest -q -n 2 --dist worksteal
	@$(BIN)/python -m tests.postgres -q -n 2 --dist worksteal

check: $(VENV)/.dev lock-guard  ## what CI checks: form, lint, types, layers, locks, docs in step with the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/house

matrix: $(VENV)/.dev  ## write down anew who gets which page, after looking at what changed
	WRITE_AUTHORITY_MATRIX=1 $(BIN)/python -m pytest -q tests/house/test_authority_matrix.py -k written_down

bench: $(BENCH)/.bench  ## measure speed and memory beside a peer, on the same posts in the same run
	$(BENCH)/bin/python -m benchmarks

train: $(TRAIN)/.train  ## learn the model of meaning anew from the corpus (and LESSONS=FILE of one's own)
	$(TRAIN)/bin/python -m training.train $(CHECK) $(if $(LESSONS),--lessons "$(LESSONS)")

sentences: $(LEARN)/.sentences  ## learn the second tier anew, after make train: half an hour on two cores (LESSONS=FILE)
	$(LEARN)/bin/python -m training.sentences.train $(if $(LESSONS),--lessons "$(LESSONS)")

hatecheck: $(TRAIN)/.train  ## judge HateCheck (FILE=test_suite_cases.csv, fetched by you) and write docs/hatecheck.md
	@test -n "$(FILE)" || { echo 'name the file: make hatecheck FILE=test_suite_cases.csv (HateCheck, CC BY 4.0)'; exit 1; }
	$(TRAIN)/bin/python -m training.hatecheck "$(FILE)"

screens: $(VENV)/.dev  ## make the pictures in docs/screens anew, while make demo runs in another window
	$(BIN)/python -m tests.browser.screens http://localhost:8000

lock:  ## resolve the requirements anew (needs uv)
	@command -v $(UV) >/dev/null || { echo 'make lock needs uv: install it, or name it with UV=…'; exit 1; }
	$(COMPILE) -c requirements/held-back.in --extra semantic pyproject.toml requirements/build.in -o requirements/run.txt
	$(COMPILE) -c requirements/held-back.in --extra semantic -c requirements/run.txt pyproject.toml requirements/build.in requirements/dev.in -o requirements/dev.txt
	$(COMPILE) -c requirements/held-back.in --extra semantic -c requirements/run.txt pyproject.toml requirements/build.in requirements/bench.in -o requirements/bench.txt
	$(COMPILE) -c requirements/held-back.in --extra semantic -c requirements/run.txt pyproject.toml requirements/build.in requirements/train.in -o requirements/train.txt
	$(COMPILE) -c requirements/held-back.in --extra semantic -c requirements/run.txt -c requirements/train.txt --overrides requirements/not-needed.in \
	  pyproject.toml requirements/build.in requirements/sentences.in -o requirements/sentences.txt
	@$(MAKE) --no-print-directory lock-guard

lock-guard:
	@! grep -nE '^ *--(index|extra|find|trusted)|://|file:| @ ' requirements/*.txt \
	  || { echo 'a lock file holds an address: it may hold versions and hashes only'; exit 1; }

clean:  ## remove what the other targets made
	rm -rf $(VENV) $(BENCH) $(TRAIN) $(LEARN) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests benchmarks training -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is as old as the requirements it was made from; the project itself goes in as a link to src.
define environment
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Gatepost needs Python 3.11 or later; name it with PYTHON=python3.11")'
	@echo 'Making $(1) from $< …'
	@$(PYTHON) -m venv $(1)
	@$(1)/bin/python $(PIP) --require-hashes $(2) --requirement $<
	@$(1)/bin/python $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
endef

$(VENV)/.run: requirements/run.txt pyproject.toml
	$(call environment,$(VENV))

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	$(call environment,$(VENV))

$(BENCH)/.bench: requirements/bench.txt pyproject.toml
	$(call environment,$(BENCH))

$(TRAIN)/.train: requirements/train.txt pyproject.toml
	$(call environment,$(TRAIN))

# Without what its packages ask for and nothing here uses: see requirements/not-needed.in.
$(LEARN)/.sentences: requirements/sentences.txt pyproject.toml
	$(call environment,$(LEARN),--no-deps)
