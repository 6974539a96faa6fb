# rasad (رصد). Two commands matter: `make demo` and `make test`. Everything else is listed by `make help`.

PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
PIP     = $(BIN)/python -m pip --disable-pip-version-check --quiet
CORPUS ?= ../shared/corpus
SEARCH ?= ../shared/search
STORIES ?= ../shared/stories
FOREIGN ?= ../shared/wcxb
DATA   ?= data
PEERS   = benchmarks/.venv
READERS = .venv-formats
WEB     = .venv-web
NEXT    = .venv-web-next
ARCHIVE = .venv-archive
FLEET   = .venv-fleet

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo crawl test test-short test-long test-stalls test-wheel test-debian test-formats test-web test-web-next test-archive test-fleet setup-fleet screenshots lint house score score-peers score-foreign score-search score-stories floors sbom audit bench bench-reader bench-language bench-keep bench-growth profile bench-again bench-known bench-week bench-export bench-polite texts fuzz kills month architecture schema answers demo-picture plots lock clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.run ## set up what the crawler needs

setup-dev: $(VENV)/.dev

demo: setup ## crawl the built-in newsroom into ./data and show what was found
	@$(BIN)/rasad --data $(DATA) demo

crawl: setup ## make crawl SOURCES="ma_hespress": crawl live outlets (needs a contact, see README)
	@test -n "$(SOURCES)" || { echo 'make crawl: name the outlets, e.g. make crawl SOURCES="ma_hespress" (rasad sources list shows them)' >&2; exit 2; }
	@$(BIN)/rasad --data $(DATA) crawl $(SOURCES)

test: setup-dev ## the tests, under five minutes
	$(BIN)/python -m pytest -n 3 --dist loadfile

test-short: setup-dev ## the unit, contract, architecture and property tests in one process, with their CPU time
	@bash -c 'time $(BIN)/python -m pytest -q tests/unit tests/contract tests/architecture tests/property'

test-long: setup-dev ## the kill and load runs, and a thousand generated inputs for each property, under 30 minutes
	$(BIN)/python -m pytest -m long -n 2 --dist loadfile
	$(BIN)/python -m pytest tests/property tests/fault/store/test_*_properties.py --hypothesis-profile=long -n 2

test-stalls: setup-dev ## how long two hostile outlets hold the reactor, two minutes on a quiet machine
	$(BIN)/python -m pytest -m stall

test-wheel: setup-dev ## install the wheel in an empty environment and run it, about a minute
	$(BIN)/python -m pytest -m wheel

test-debian: setup-dev ## from fresh Debian roots (12 and 13) to a crawl by cron's line, beside the kept transcript, about ten minutes
	$(BIN)/python -m pytest -m debian tests/packaging/debian

test-formats: $(READERS)/.done ## read the exports with pandas, polars, DuckDB, pyarrow, feedparser and jsonschema, about a minute
	$(READERS)/bin/python -m pytest -m formats tests/contract/formats

test-web: $(WEB)/.done ## the web server, its pages in Chromium where it is installed, and the tools, in a venv of their own
	$(WEB)/bin/python -m pytest tests/unit/crawler/web tests/fault/hostile/browser tests/fault/hostile/mcp

test-archive: $(ARCHIVE)/.done ## the archive (WARC), with long runs that are killed, in a venv of its own, about five minutes
	$(ARCHIVE)/bin/python -m pytest -m "long or not long" tests/unit/crawler/archive tests/crawl/archive

setup-fleet: $(FLEET)/.done ## set up what a store on PostgreSQL needs, in a venv of its own

test-fleet: $(FLEET)/.done ## stores in PostgreSQL, in a temporary folder, and the tests of storage on it, about five minutes
	$(FLEET)/bin/python -m pytest -m "long or not long" tests/crawl/fleet
	$(FLEET)/bin/python -m pytest -p tests.crawl.fleet.on_postgres tests/unit/storage

test-web-next: $(NEXT)/.done ## the web server on the next Datasette (an alpha of 1.0), in a venv of its own
	$(NEXT)/bin/python -m pytest tests/unit/crawler/web tests/fault/hostile/browser

screenshots: $(WEB)/.done ## photograph the web pages of the demo in Chromium; writes docs/generated/*.png
	$(WEB)/bin/python -m benchmarks.house.screenshots docs/generated

lint: setup-dev ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

house: setup ## the shape of the source tree beside its limits; fails when one is over
	@$(BIN)/python -m benchmarks.house.shape

score: setup ## the reader's quality on the saved pages of CORPUS
	@test -f "$(CORPUS)/score.py" || { echo "make score: no corpus at $(CORPUS); set CORPUS=DIR (a folder with manifest.jsonl, pages/ and score.py)" >&2; exit 2; }
	@$(BIN)/python $(CORPUS)/score.py $(CORPUS) --command '$(BIN)/rasad extract {page} --url {url} --format json' 2>/dev/null

score-peers: setup $(PEERS)/.done ## the reader's quality beside its peers' on CORPUS; writes docs/generated/quality.md
	$(BIN)/python -m benchmarks.quality.compare --corpus $(CORPUS) --write docs/generated/quality.md

score-foreign: setup ## word F1 and refusals on the real pages of FOREIGN (other languages), beside its peers
	@test -f "$(FOREIGN)/truth.jsonl.gz" || { echo "make score-foreign: no pages at $(FOREIGN); set FOREIGN=DIR (a folder with truth.jsonl.gz and pages/)" >&2; exit 2; }
	@$(MAKE) --no-print-directory $(PEERS)/.done || echo "make score-foreign: without readability, which needs the peers" >&2
	@$(BIN)/python -m benchmarks.foreign.score --pages $(FOREIGN)

score-search: setup ## what the search finds on the texts of CORPUS and the questions of SEARCH, beside other stems
	@$(BIN)/python -m benchmarks.search.relevance $(CORPUS) $(SEARCH)

score-stories: setup ## how well stories are found on the texts of CORPUS and STORIES and on composed events, beside simpler ways
	@$(BIN)/python -m benchmarks.stories.score $(CORPUS) $(STORIES)

floors: setup ## pin the quality that was reached on CORPUS; refuses to lower it
	@$(BIN)/python -m benchmarks.quality.compare --corpus $(CORPUS) --floors

sbom: setup-dev ## the software bill of materials (CycloneDX 1.6) of the locked packages; writes sbom.cdx.json
	@$(BIN)/python -m benchmarks.supply.sbom --write sbom.cdx.json

audit: setup-dev ## the locked packages beside the pinned security advisories; fails when one is affected
	@$(BIN)/python -m benchmarks.supply.advisories

bench: setup ## pages per second and CPU beside the naive stack; writes docs/generated/performance.md
	$(BIN)/python -m benchmarks.crawl.throughput --write docs/generated/performance.md

bench-reader: setup ## CPU a page beside trafilatura, on small and real-size pages, and memory over 5,000; writes docs/generated/performance.md
	$(BIN)/python -m benchmarks.reader.cost --corpus $(CORPUS) --write docs/generated/performance.md

profile: setup ## where the CPU of reading a page goes, by function; FILES="a.html" for saved pages
	@$(BIN)/python -m benchmarks.reader.page_profile $(FILES)

bench-language: setup ## CPU of telling a language beside langdetect, on the texts of CORPUS; writes docs/generated/performance.md
	$(BIN)/python -m benchmarks.reader.language_cost $(CORPUS) --write docs/generated/performance.md

bench-keep: setup ## CPU of keeping an article in stores of 10,000 and 200,000; writes docs/generated/performance.md
	$(BIN)/python -m benchmarks.crawl.keep_cost --write docs/generated/performance.md

bench-growth: setup ## CPU of runs and commands with nothing to do, in stores of 10,000 and a million; writes docs/generated/performance.md
	$(BIN)/python -m benchmarks.crawl.growth --write docs/generated/performance.md

bench-again: setup ## CPU of a run that finds nothing new, or one article in twenty; writes docs/generated/performance.md
	$(BIN)/python -m benchmarks.crawl.nothing_new --write docs/generated/performance.md

bench-known: setup ## look-ups and bytes of a million known URLs beside Scrapy's filter; writes docs/generated/performance.md
	$(BIN)/python -m benchmarks.crawl.known_urls --write docs/generated/performance.md

bench-polite: setup ## how long a polite crawl of many outlets takes, beside its slowest; writes docs/generated/performance.md
	$(BIN)/python -m benchmarks.crawl.polite_wall --write docs/generated/performance.md

bench-week: setup ## weeks of invented outlets, by our rhythm and every 15 minutes; writes docs/generated/performance.md
	$(BIN)/python -m benchmarks.schedule.week --write docs/generated/performance.md

bench-export: $(READERS)/.done ## CPU and memory of each export format beside sqlite-utils and sqlite3; writes docs/generated/performance.md
	$(READERS)/bin/python -m benchmarks.crawl.export_cost --write docs/generated/performance.md

texts: setup ## real texts of CORPUS wrapped in every style and read back, false cuts, and repeats at one outlet
	@$(BIN)/python -m benchmarks.quality.wrapped_texts $(CORPUS)/text/articles.jsonl.gz
	@$(BIN)/python -m benchmarks.quality.false_cuts $(CORPUS)/text/articles.jsonl.gz
	@$(BIN)/python -m benchmarks.quality.repeated_paragraphs $(CORPUS)/text/articles.jsonl.gz

fuzz: setup-dev ## a million random inputs for everything that reads foreign bytes, hours; writes docs/generated/fuzz.md
	$(BIN)/python -m tests.property.fuzz.run --write docs/generated/fuzz.md

kills: setup-dev ## a thousand kill -9 of crawls of 3,000 articles, hours, goes on from kills.jsonl; writes docs/faults.md
	$(BIN)/python -m tests.fault.kill.run --results kills.jsonl --write docs/faults.md

month: setup-dev ## a simulated month of cron over forty outlets with faults, virtual time, half an hour or more; writes docs/operators/health.md
	$(BIN)/python -m benchmarks.schedule.month.run --write docs/operators/health.md

architecture: setup ## draw the packages and their imports again; writes docs/generated/architecture.svg
	$(BIN)/python -m benchmarks.house.picture docs/generated/architecture.svg

schema: setup ## write the contract of exported records again; writes docs/schema/article-1.schema.json
	$(BIN)/python -m benchmarks.house.article_schema

answers: setup ## run the demo and write its answers to the questions of docs/analysts.md
	$(BIN)/python -m benchmarks.house.answers

demo-picture: setup ## record what make demo prints; writes docs/generated/demo.svg
	$(BIN)/python -m benchmarks.house.demo_picture docs/generated/demo.svg

plots: $(READERS)/.done ## run the notebook with plots on the demo; writes docs/generated/shares.png
	@folder=$$(mktemp -d) && trap "rm -rf $$folder" EXIT && $(READERS)/bin/rasad --data $$folder demo >/dev/null && $(READERS)/bin/rasad --data $$folder demo >/dev/null \
	  && MPLBACKEND=Agg $(READERS)/bin/python docs/analysts/notebooks/shares_with_pandas.py $$folder docs/generated/shares.png

lock: ## pin every package with its hashes again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	  --custom-compile-command "make lock" --upgrade --quiet pyproject.toml --extra setup -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	  --custom-compile-command "make lock" --upgrade --quiet pyproject.toml --extra dev --extra setup -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	  --custom-compile-command "make lock" --upgrade --quiet -c requirements-dev.txt pyproject.toml --extra dev --extra setup \
	  --extra parquet --extra formats -o requirements-formats.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	  --custom-compile-command "make lock" --quiet -c requirements-dev.txt pyproject.toml --extra web --extra mcp --extra browser --extra dev --extra setup -o requirements-web.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	  --custom-compile-command "make lock" --upgrade-package datasette --quiet -c requirements-dev.txt pyproject.toml --extra web-next --extra browser --extra dev --extra setup -o requirements-web-next.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	  --custom-compile-command "make lock" --quiet -c requirements-dev.txt pyproject.toml --extra archive --extra dev --extra setup -o requirements-archive.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	  --custom-compile-command "make lock" --quiet -c requirements-dev.txt pyproject.toml --extra fleet --extra dev --extra setup -o requirements-fleet.txt

clean: ## remove the set-up and every cache; the data folder stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis $(PEERS) $(READERS) $(WEB) $(NEXT) $(ARCHIVE) $(FLEET)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "make: no $(PYTHON) found; install Python 3.11 or newer, or say make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $$($(PYTHON) --version) is too old; rasad needs Python 3.11 or newer (make PYTHON=python3.12)" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "make: this Python has no venv module; on Debian: apt-get install python3-venv" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) (about a minute, once) ..." >&2
	@$(PIP) install --require-hashes -r requirements.txt 2>$(VENV)/setup.log || { echo "make: the packages could not be installed: is the package index reachable? The whole story is in $(VENV)/setup.log" >&2; exit 2; }
	@$(PIP) install --no-deps --no-build-isolation -e . 2>>$(VENV)/setup.log || { echo "make: rasad itself could not be installed; the whole story is in $(VENV)/setup.log" >&2; exit 2; }
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@$(PIP) install --require-hashes -r requirements-dev.txt 2>>$(VENV)/setup.log || { echo "make: the packages for development could not be installed: is the package index reachable? The whole story is in $(VENV)/setup.log" >&2; exit 2; }
	@touch $@

$(PEERS)/.done: benchmarks/requirements-peers.txt | $(VENV)/.run
	@echo "Setting up $(PEERS) (about a minute, once) ..." >&2
	@$(BIN)/python -m venv --clear $(PEERS)
	@$(PEERS)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps -r benchmarks/requirements-peers.txt 2>$(PEERS)/setup.log || { echo "make: the peers could not be installed: is the package index reachable? The whole story is in $(PEERS)/setup.log" >&2; exit 2; }
	@touch $@

$(READERS)/.done: requirements-formats.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(READERS) (about a minute, once) ..." >&2
	@$(BIN)/python -m venv --clear $(READERS)
	@$(READERS)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-formats.txt 2>$(READERS)/setup.log || { echo "make: the readers could not be installed: is the package index reachable? The whole story is in $(READERS)/setup.log" >&2; exit 2; }
	@$(READERS)/bin/python -m pip --quiet install --no-deps --no-build-isolation -e . 2>>$(READERS)/setup.log || { echo "make: rasad itself could not be installed; the whole story is in $(READERS)/setup.log" >&2; exit 2; }
	@touch $@

$(WEB)/.done: requirements-web.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(WEB) (about a minute, once) ..." >&2
	@$(BIN)/python -m venv --clear $(WEB)
	@$(WEB)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-web.txt 2>$(WEB)/setup.log || { echo "make: the packages of the web server could not be installed: is the package index reachable? The whole story is in $(WEB)/setup.log" >&2; exit 2; }
	@$(WEB)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation -e . 2>>$(WEB)/setup.log || { echo "make: rasad itself could not be installed; the whole story is in $(WEB)/setup.log" >&2; exit 2; }
	@touch $@

$(NEXT)/.done: requirements-web-next.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(NEXT) (about a minute, once) ..." >&2
	@$(BIN)/python -m venv --clear $(NEXT)
	@$(NEXT)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-web-next.txt 2>$(NEXT)/setup.log || { echo "make: the packages of the next web server could not be installed: is the package index reachable? The whole story is in $(NEXT)/setup.log" >&2; exit 2; }
	@$(NEXT)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation -e . 2>>$(NEXT)/setup.log || { echo "make: rasad itself could not be installed; the whole story is in $(NEXT)/setup.log" >&2; exit 2; }
	@touch $@

$(ARCHIVE)/.done: requirements-archive.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(ARCHIVE) (about a minute, once) ..." >&2
	@$(BIN)/python -m venv --clear $(ARCHIVE)
	@$(ARCHIVE)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-archive.txt 2>$(ARCHIVE)/setup.log || { echo "make: the packages of the archive could not be installed: is the package index reachable? The whole story is in $(ARCHIVE)/setup.log" >&2; exit 2; }
	@$(ARCHIVE)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation -e . 2>>$(ARCHIVE)/setup.log || { echo "make: rasad itself could not be installed; the whole story is in $(ARCHIVE)/setup.log" >&2; exit 2; }
	@touch $@

$(FLEET)/.done: requirements-fleet.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(FLEET) (about a minute, once) ..." >&2
	@$(BIN)/python -m venv --clear $(FLEET)
	@$(FLEET)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-fleet.txt 2>$(FLEET)/setup.log || { echo "make: the packages of the fleet could not be installed: is the package index reachable? The whole story is in $(FLEET)/setup.log" >&2; exit 2; }
	@$(FLEET)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation -e . 2>>$(FLEET)/setup.log || { echo "make: rasad itself could not be installed; the whole story is in $(FLEET)/setup.log" >&2; exit 2; }
	@touch $@
