# Two commands matter: `make demo` and `make test`. Both set everything up by themselves.
SHELL := /bin/bash
PY := .venv/bin/python
PINS := requirements/dev.txt
STAMP := .venv/.pins-$(shell cat $(PINS) | cksum | cut -d' ' -f1)

.PHONY: demo run test check soak bench picture pins clean
.DEFAULT_GOAL := test

$(STAMP): $(PINS)
	@python3 -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ".")'
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { echo "Python lacks venv: install it first (Debian, Ubuntu: apt-get install python3-venv)." >&2; exit 2; }
	@test -x $(PY) || python3 -m venv .venv
	@echo "Setting up .venv (half a minute)..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(PINS)
	@rm -f .venv/.pins-* && touch $@

demo: $(STAMP)  ## chat with the bot in a browser; no token needed
	@$(PY) -m bot demo

run: $(STAMP)  ## the bot on Telegram: BOT_TOKEN=... make run
	@$(PY) -m bot run

check: $(STAMP)  ## format, lint, types, import contract, protocol lint
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-cache
	@$(PY) -m bot lint

test: $(STAMP) check  ## everything that must hold, PostgreSQL and Chromium included
	@$(PY) -m pytest -q -n auto --dist worksteal

soak: $(STAMP)  ## the properties of the plan over many more patients: half an hour
	@EXAMPLES=5000 $(PY) -m pytest -q -n auto tests/schedules/test_stability.py

bench: $(STAMP)  ## timings, never asserted
	@$(PY) -m bench.planner

picture: $(STAMP)  ## make the picture in the README anew
	@$(PY) -m tests.page.picture

pins: $(STAMP)  ## compile requirements/*.in to pins with hashes
	@for f in run dev; do .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet requirements/$$f.in -o requirements/$$f.txt; done

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .demo
