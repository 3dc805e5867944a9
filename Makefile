# The two that everybody needs: `make demo` and `make test`. Each works first, from a fresh clone.

PYTHON = python3
BIN = .venv/bin
PLUGINS = plugins/ecommerce plugins/export plugins/first_hire
EDITABLE = -e '.[dev,evidence]' $(PLUGINS:%=-e %)

LANGUAGES = fi sv en
LOCALE = src/trialkit/language/locale
CATALOGUES = $(LANGUAGES:%=$(LOCALE)/%/LC_MESSAGES/trialkit.po)
ENGLISH = $(LOCALE)/en/LC_MESSAGES/trialkit.po
TEMPLATE = .venv/trialkit.pot
# What is a sentence in the source; tests/language/test_catalogues.py reads this line too.
KEYWORDS = --no-default-keywords -k Message -k counted:1,2 -k N_ -k say

.PHONY: axe help install catalogues demo test golden bench docs messages lock

help:
	@echo 'make demo       a workspace and its site in trialkit-demo, made anew'
	@echo 'make test       lint, types, import contract and all tests'
	@echo 'make golden     write the approved texts anew; read the difference like code'
	@echo 'make bench      speed, as ratios against a floor measured in the same run'
	@echo 'make docs       the documentation as a site in docs/site'
	@echo 'make messages   bring the catalogues up to date with the sentences in the source'
	@echo 'make install    the environment in .venv; the others do it by themselves'
	@echo 'make lock       constraints.txt from what is in .venv now'

install: .venv/.installed

# uv is quicker; where it can't be had or doesn't know the machine's package index, pip does it.
# Build tools are held to constraints.txt as well: what builds the packages is part of the lock.
.venv/.installed: pyproject.toml hatch_build.py constraints.txt $(PLUGINS:%=%/pyproject.toml)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 …' >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	{ $(BIN)/python -m pip install --quiet -c constraints.txt uv \
		&& $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python -c constraints.txt \
			--build-constraints constraints.txt $(EDITABLE); } \
	|| PIP_CONSTRAINT="$(CURDIR)/constraints.txt" $(BIN)/python -m pip install --quiet $(EDITABLE)
	touch $@

# The editable install compiled them once; a translation changed since needs it again. The build
# hook does it both times: pybabel takes the “% i” of “95 % interval” for a hole, and stops.
catalogues: .venv/.catalogues

.venv/.catalogues: .venv/.installed $(CATALOGUES)
	$(BIN)/hatchling build --target wheel --hooks-only
	touch $@

demo: catalogues
	rm -rf trialkit-demo
	$(BIN)/trialkit demo trialkit-demo

test: catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# The accessibility engine of the browser tests; it is on npm only, so the tests do without it.
axe: .venv/axe-core/package/axe.min.js

.venv/axe-core/package/axe.min.js: .venv/.installed
	mkdir -p .venv/axe-core
	cd .venv/axe-core && npm pack --silent axe-core@4.14.1 && tar -xzf axe-core-4.14.1.tgz
	touch $@

golden: catalogues
	$(BIN)/python -m pytest --update-golden tests/publish

bench: catalogues
	$(BIN)/python -m benchmarks

docs: catalogues
	$(BIN)/python docs/build.py

# English is what stands in the source, so its catalogue repeats every sentence as it is.
messages: .venv/.installed
	$(BIN)/pybabel --quiet extract -F babel.cfg $(KEYWORDS) -c Translators: \
		--no-location --sort-output --no-wrap --project TrialKit -o $(TEMPLATE) src
	for language in $(LANGUAGES); do \
		$(BIN)/pybabel --quiet update --domain trialkit -i $(TEMPLATE) -d $(LOCALE) -l $$language \
			--no-fuzzy-matching --no-wrap --ignore-obsolete --ignore-pot-creation-date || exit 1; \
	done
	$(BIN)/python -c 'from pathlib import Path; from babel.messages import pofile; \
		path = Path("$(ENGLISH)"); catalogue = pofile.read_po(path.open("rb"), locale="en"); \
		[setattr(message, "string", message.id) for message in catalogue if message.id]; \
		pofile.write_po(path.open("wb"), catalogue, width=0)'
	$(BIN)/hatchling build --target wheel --hooks-only

# No index address and no path of this machine: those of whoever installs are used.
lock:
	$(BIN)/uv pip freeze --python $(BIN)/python --exclude-editable \
		| grep -v -i -E '^(pip|setuptools|trialkit[a-z-]*)( @|==)' > constraints.txt
