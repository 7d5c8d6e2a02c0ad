# Two commands matter: `make demo` and `make test`. Both set everything up by themselves.
SHELL := /bin/bash
PY := .venv/bin/python
PINS := requirements/dev.txt
STAMP := .venv/.pins-$(shell cat $(PINS) | cksum | cut -d' ' -f1)

# Tests and checks start Python a hundred times: what it has compiled is kept, also where a shell says otherwise.
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo run test check soak bench picture golden freeze pins clean
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

soak: $(STAMP)  ## properties and proofs at full size, written down in docs/reliability.md: hours
	@EXAMPLES=5000 $(PY) -m pytest -q -n auto tests/schedules/test_stability.py
	@SOAK=1 EXAMPLES=1000 $(PY) -m pytest -q -s tests/proof/test_any_order.py
	@SOAK=1 $(PY) -m pytest -q -n auto tests/schedules/test_clock_changes.py tests/schedules/test_odd_dates.py tests/store/test_schema.py tests/ops/test_alarm.py
	@SOAK=1 $(PY) -m pytest -q -s tests/proof tests/proof/soak_month.py tests/proof/soak_postgres.py tests/proof/soak_writers.py --deselect tests/proof/test_any_order.py
	@if command -v strace > /dev/null; then SOAK=1 $(PY) -m pytest -q tests/proof/soak_fsync.py; else echo "No strace here: F3 was not run."; fi
	@if command -v strace > /dev/null && unshare -m true 2> /dev/null; then SOAK=1 unshare -m $(PY) -m pytest -q tests/proof/soak_disk.py; else echo "No strace, or not root: two ways of F29 were not run."; fi
	@if unshare -n true 2> /dev/null; then unshare -n sh -c 'ip link set lo up && exec $(PY) -m pytest -q -n auto --dist worksteal'; else echo "Not root: the suite was not run without a network."; fi
	@SOAK=1 KILLS=1000 PEOPLE=300 $(PY) -m pytest -q -s tests/proof/test_kill_loop.py
	@SOAK=1 $(PY) -m pytest -q tests/released tests/released/soak_freeze.py
	@SOAK=1 $(PY) -m pytest -q tests/delivery/test_never_left.py tests/delivery/test_rough_weather.py tests/intake/test_poller.py tests/app/test_connecting.py tests/app/test_serve.py
	@SOAK=1 $(PY) -m bench.flood
	@SOAK=1 $(PY) -m bench.punctual
	@$(PY) -m pytest -q -n auto -p tests.proof.outcomes $$($(PY) -m tests.proof.table --tests | grep -v tests/proof/soak)
	@$(PY) -m tests.proof.table

bench: $(STAMP)  ## timings, never asserted
	@$(PY) -m bench.planner
	@$(PY) -m bench.flood
	@$(PY) -m bench.punctual

picture: $(STAMP)  ## make the picture in the README anew
	@$(PY) -m tests.page.picture

golden: $(STAMP)  ## play the rehearsals of tests/rehearsal/scripts anew and keep their pages
	@$(PY) -m tests.rehearsal.golden

freeze: $(STAMP)  ## keep this version's database, plans and buttons in tests/released: once for each release
	@$(PY) -m tests.released.freeze

pins: $(STAMP)  ## compile requirements/*.in to pins with hashes
	@for f in run dev; do .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet requirements/$$f.in -o requirements/$$f.txt; done

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .demo
