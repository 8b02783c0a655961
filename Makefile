# Needs Python 3.11 or newer with venv, and make; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
DEMO := .demo

.PHONY: run test test-long check lint install bench bench-search bench-ranking bench-latency picture journeys manual clean

run: .venv/installed $(DEMO)/imported  ## open the reader on the sample articles
	@$(BIN)/broadsheet --library $(DEMO)

test: .venv/ready  ## run the tests
	$(BIN)/pytest -n auto -m "not long"

test-long: .venv/ready  ## run the tests that take longer, too
	$(BIN)/pytest -n auto

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  ## all that must be green before a change lands

install:  ## put `broadsheet` on your path, in an environment of its own
	@if command -v pipx >/dev/null; then pipx install --force --pip-args='-c constraints.txt' .; \
	elif command -v uv >/dev/null; then uv tool install --force --constraints constraints.txt .; \
	else echo "Install pipx first (your system's package, or: $(PYTHON) -m pip install --user pipx)."; exit 1; fi

bench: bench-search bench-latency  ## print the figures of benchmarks/README.md
	$(BIN)/python benchmarks/extraction.py

# ARTICLES=100000 REUTERS=reuters21578.tar.gz CHINESE=FOLDER; without REUTERS the text is invented.
bench-search: .venv/measuring  ## hold the search against SQLite FTS5, tantivy and stock Whoosh
	$(BIN)/python benchmarks/search.py --articles $(or $(ARTICLES),20000) \
	  $(if $(REUTERS),--reuters $(REUTERS)) $(if $(CHINESE),--chinese $(CHINESE)) \
	  $(if $(KEEP),--keep $(KEEP))
	$(BIN)/python benchmarks/telling.py --articles $(or $(ARTICLES),20000) \
	  $(if $(REUTERS),--reuters $(REUTERS)) $(if $(CHINESE),--chinese $(CHINESE))

# ARTICLES=100000 SIZES=1000,1000000 KEEP=FOLDER; newsboat is a peer where it is installed.
bench-latency: .venv/ready  ## how long a key takes, beside a bare Textual list and newsboat
	$(BIN)/python benchmarks/latency.py --articles $(or $(ARTICLES),20000) \
	  --sizes $(or $(SIZES),1000) $(if $(KEEP),--keep $(KEEP))

bench-ranking: .venv/measuring  ## make bench-ranking FOLDER: how well answers are ranked
	@$(BIN)/python benchmarks/ranking.py $(or $(filter-out $@,$(MAKECMDGOALS)),../shared/ranking)

picture: .venv/ready $(DEMO)/imported  ## draw docs/reader.svg anew
	$(BIN)/python docs/draw_reader.py $(DEMO) docs/reader.svg

journeys: .venv/ready $(DEMO)/imported  ## draw docs/journeys anew, screen by screen in tmux
	$(BIN)/python docs/draw_journeys.py $(DEMO) docs

manual: .venv/ready  ## write docs/broadsheet.1 anew
	$(BIN)/python docs/write_manual.py docs/broadsheet.1

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Broadsheet needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/ready: .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

.venv/measuring: .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@touch $@

$(DEMO)/imported: .venv/installed $(wildcard sample_articles/*)
	@$(BIN)/broadsheet --library $(DEMO) add sample_articles
	@touch $@

clean:
	rm -rf .venv $(DEMO) dist build
