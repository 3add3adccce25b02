# delivrd: what people and CI run. `make demo` needs the Rust toolchain alone; `make test`
# installs whatever else it needs into target/.

PYTHON ?= python3
PYTHON_ENV := target/python
TOOLS := target/tools
CARGO_DENY_VERSION := 0.20.2

.DEFAULT_GOAL := help
.PHONY: help demo check test vectors sql deny clean

help: ## Say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

demo: ## Show what the library does, on real requests
	@cargo run --quiet --locked --package delivrd-cli -- demo

check: ## Format, lints, unit and vector tests: before each commit
	cargo xtask ci --quick

test: ## Everything that CI runs
	cargo xtask ci
	$(MAKE) vectors sql deny

vectors: $(PYTHON_ENV)/ready ## Compute the vectors again, in Python, and compare
	PYTHONDONTWRITEBYTECODE=1 $(PYTHON_ENV)/bin/python tests/vectors/make.py --check

# On Debian, and as root, the program installs PostgreSQL where it is missing.
sql: $(PYTHON_ENV)/ready ## The documented SQL, on a real SQLite and a real PostgreSQL
	PYTHONDONTWRITEBYTECODE=1 $(PYTHON_ENV)/bin/python tests/sql/run.py

# Licences, bans and sources come from Cargo.lock alone. Advisories come from a database on the
# network; where that cannot be reached, this says so instead of passing in silence.
deny: $(TOOLS)/bin/cargo-deny ## Licences, banned crates, sources, advisories
	$< --log-level error check --hide-inclusion-graph licenses bans sources
	@if $< --log-level off fetch db >/dev/null 2>&1; then \
		$< --log-level error check advisories; \
	else \
		echo 'advisories NOT CHECKED: the advisory database cannot be reached from here'; \
	fi

$(TOOLS)/bin/cargo-deny:
	cargo install --quiet --locked --root $(TOOLS) --version $(CARGO_DENY_VERSION) cargo-deny

$(PYTHON_ENV)/ready: tests/vectors/requirements.txt tests/sql/requirements.txt
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| (apt-get update -qq && apt-get install -y -qq python3 python3-venv)
	$(PYTHON) -m venv $(PYTHON_ENV)
	$(PYTHON_ENV)/bin/pip install --quiet --disable-pip-version-check $(addprefix -r ,$^)
	@touch $@

clean: ## Remove everything that was built
	cargo clean
