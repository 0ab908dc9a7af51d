# `make help` lists what there is. Everything it makes lies in .venv/, build/ and dist/.

PYTHON ?= $(firstword $(shell command -v python3.11 python3))
BIN := .venv/bin
TRAINING := build/training
FROZEN := dist/hcc-crf/hcc-crf
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install -qq --require-hashes --only-binary :all: --no-binary bagit --no-build-isolation
LOCK := build/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-header --only-binary :all: --no-binary bagit
FONT_PACKAGES := noto-sans-sc@0.4.3 noto-sans@0.4.2 noto-sans-symbols@0.4.1 noto-sans-symbols-2@0.4.1 noto-sans-math@0.4.2
FULLY_COVERED := clinical/* entry/* ledger/* package/* centre/reconcile*
comma := ,
space := $(subst ,, )
SOURCES := $(shell find src resources forms -type f -not -name '*.pyc' 2>/dev/null)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test lint pytest coverage mutation bench faults build check-build lock fonts clean

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 18

setup: $(BIN)/.installed ## everything needed to run and test, system packages included
	@bash requirements/system.sh $(PYTHON)

# System packages come before the environment: on Debian, `venv` itself is one of them.
$(BIN)/.locked: requirements/build.txt requirements/dev.txt
	@bash requirements/system.sh $(PYTHON)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the pinned libraries…"
	@$(INSTALL) -r requirements/build.txt
	@$(INSTALL) -r requirements/dev.txt
	@touch $@

$(BIN)/.installed: $(BIN)/.locked pyproject.toml setup.py
	@$(PIP) install -qq --no-deps --no-index --no-build-isolation --editable .
	@touch $@

run: setup ## open the desk on a training site, or show a tour where there is no screen
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	  $(MAKE) --no-print-directory $(TRAINING).json && cat $(TRAINING).json && \
	  exec $(BIN)/hcc-crf --workspace $(TRAINING)/site-01-A; \
	else \
	  rm -rf build/tour && mkdir -p build && exec $(BIN)/hcc-crf tour build/tour; \
	fi

# Written last: a training site whose making was cut short is made again.
$(TRAINING).json:
	@rm -rf $(TRAINING) && mkdir -p build
	@$(BIN)/hcc-crf demo $(TRAINING) > $@

test: setup lint check-build pytest ## what must hold before a change is shared

lint: setup ## style, types and import contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

pytest: setup
	@$(BIN)/pytest -n 2

coverage: setup ## branch coverage of everything, then of the rooms that must reach 100 %
	@$(BIN)/pytest -n 2 --cov --cov-report=
	@$(BIN)/coverage report
	@$(BIN)/coverage report --fail-under=100 --include=$(subst $(space),$(comma),$(FULLY_COVERED:%='*/hcc_crf/%'))

mutation: setup ## plant small faults in the clinical rules and list those that no test notices (half an hour)
	@$(BIN)/python -m tests.mutation

bench: setup ## what is measured, each beside its floor in the same run
	@$(BIN)/python -m benchmarks $(BENCH)

faults: setup ## a quarter of an hour of kills, power cuts, full disks, decay; WRITE=FILE keeps the table
	@$(BIN)/python -m tests.faults $(if $(WRITE),--write $(WRITE))

build: setup $(FROZEN) ## the program in one folder, dist/hcc-crf/

$(FROZEN): build.spec requirements/dev.txt $(SOURCES)
	@$(BIN)/pyinstaller build.spec --noconfirm --log-level ERROR --workpath build/pyinstaller
	@du -sh dist/hcc-crf

check-build: build ## the frozen program tests itself without this environment
	@rm -rf build/frozen && mkdir -p build/frozen/home
	@env -i HOME="$(CURDIR)/build/frozen/home" LANG=C.UTF-8 $(FROZEN) self-test
	@env -i HOME="$(CURDIR)/build/frozen/home" LANG=C.UTF-8 $(FROZEN) tour build/frozen/tour

lock: ## resolve requirements/*.txt anew, for every platform
	@test -x build/lock/bin/uv || { $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv==0.13.9; }
	@$(LOCK) requirements/build.in -o requirements/build.txt
	@$(LOCK) pyproject.toml -c requirements/build.txt -o requirements/runtime.txt
	@$(LOCK) pyproject.toml --extra dev -c requirements/build.txt -c requirements/runtime.txt -o requirements/dev.txt

fonts: setup ## make resources/fonts/*.ttf again from the published fonts (needs npm)
	@rm -rf build/fonts && mkdir -p build/fonts
	@for font in $(FONT_PACKAGES); do \
	  folder=build/fonts/$${font%@*} && mkdir $$folder && \
	  archive=$$(npm pack --silent --pack-destination build/fonts @expo-google-fonts/$$font) && \
	  tar -xzf build/fonts/$$archive -C $$folder --strip-components=1 || exit 1; \
	done
	@$(BIN)/python resources/fonts/subset.py build/fonts resources/fonts

clean: ## remove all that was made but .venv
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.*
