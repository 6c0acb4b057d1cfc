# The front door: `make` analyses SEEDS with CONFIG and writes REPORTS.

SEEDS   = seeds
CONFIG  = config.toml
REPORTS = reports
PYTHON  = python3
SETS    =
BENCH   =
GOLD    =
TUNING  = tuning
PREVIOUS =

VENV = .venv
BIN  = $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY   = $(BIN)/python
PIP  = $(PY) -m pip install --quiet --disable-pip-version-check
RUN  = $(VENV)/.installed
DEV  = $(VENV)/.installed-dev
FRESH   = $(VENV)/.compiled-fresh
KERNELS := $(shell grep -rl --include='*.py' njit clustering 2>/dev/null)

.DELETE_ON_ERROR:
.PHONY: all demo tune test lint check format bench bench-peers evaluate upgrade clean help

all: $(FRESH) ## analyse SEEDS with CONFIG and write REPORTS (the default)
	@$(PY) -m clustering analyze "$(SEEDS)" --config "$(CONFIG)" --out "$(REPORTS)" $(if $(PREVIOUS),--previous "$(PREVIOUS)")

demo: $(FRESH) ## a synthetic newswire, its report in demo/report, and its score against the truth
	@$(PY) -m clustering synth demo/newswire
	@$(PY) -m clustering analyze demo/newswire/newswire.jsonl --config "$(CONFIG)" --out demo/report
	@for level in duplicate_group story thread; do \
	  printf '\n%s\n' "$$level against the planted truth"; \
	  $(PY) -m clustering evaluate demo/report demo/newswire/truth.csv --level $$level || exit; \
	done

tune: $(FRESH) ## try many thresholds on SEEDS at once (GOLD=labels.csv or gold groups) and suggest values
	@$(PY) -m clustering tune "$(SEEDS)" --config "$(CONFIG)" --out "$(TUNING)" $(if $(GOLD),--gold "$(GOLD)")

test: $(DEV) $(FRESH) ## run the tests
	@$(PY) -m pytest

lint: $(DEV) ## format, lint, types and import contracts, without the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test ## all that CI checks

format: $(DEV) ## format the code and mend what ruff can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(DEV) $(FRESH) ## measure speed, memory and exactness (BENCH=--full to a million articles)
	@$(PY) tests/bench/speed.py
	@$(PY) tests/bench/duplicates.py $(BENCH)

bench-peers: ## install what bench measures copies beside into .venv-peers (1.4 GB)
	@$(check_python)
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/$(notdir $(BIN))/python -m pip install --quiet --disable-pip-version-check -r tests/bench/peers.txt

evaluate: $(FRESH) ## score the shipped defaults on gold sets (SETS="allsides gva"; all but the largest if empty)
	@$(PY) -m clustering.benchmarks $(SETS)

upgrade: ## renew constraints.txt from a fresh resolve
	@$(check_python)
	@rm -rf $(VENV)-upgrade
	@echo "resolving the newest versions (about a minute) …"
	@$(PYTHON) -m venv $(VENV)-upgrade
	@$(VENV)-upgrade/$(notdir $(BIN))/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@sed -n '/^#/p' constraints.txt > constraints.new
	@$(VENV)-upgrade/$(notdir $(BIN))/python -m pip freeze --exclude-editable >> constraints.new
	@mv constraints.new constraints.txt
	@rm -rf $(VENV)-upgrade
	@echo "constraints.txt renewed; run make check"

clean: ## remove .venv, caches, the demo, tuning/ and what is in reports/
	@rm -rf $(VENV) $(VENV)-upgrade .venv-peers demo tuning build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find clustering tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@find reports -mindepth 1 ! -name README.md -delete

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{printf "make %-11s %s\n", $$1, $$2}'
	@echo "variables: SEEDS=$(SEEDS) CONFIG=$(CONFIG) REPORTS=$(REPORTS) GOLD=$(GOLD) TUNING=$(TUNING) PYTHON=$(PYTHON)"

# A stamp is newer than what it was made from, so a second make asks pip for nothing.
$(RUN): pyproject.toml constraints.txt
	@$(check_python)
	@$(make_venv)
	@echo "setting up $(VENV) (once, about a minute) …"
	@$(PIP) -c constraints.txt -e .
	@touch $@

$(DEV): $(RUN)
	@echo "adding the development tools …"
	@$(PIP) -c constraints.txt -e '.[dev]'
	@touch $@

# Compiled code holds a copy of the kernels that it calls: when one changes, all are compiled anew.
$(FRESH): $(RUN) $(KERNELS)
	@find clustering -name '*.nb[ic]' -delete
	@touch $@

define check_python
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
  echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo missing); name another: make PYTHON=python3.12" >&2; exit 1; }
endef

define make_venv
$(PY) -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV); \
  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null && $(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); \
  echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }; }
endef
