# delivrd: what people and CI run. `make demo` needs the Rust toolchain alone; `make test`
# installs whatever else it needs into target/.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c

PYTHON ?= python3
PYTHON_ENV := target/python
PYTHON_BINDING_ENV := target/python-binding
TOOLS := target/tools
CARGO_DENY_VERSION := 0.20.2
CARGO_FUZZ_VERSION := 0.13.2
CARGO_MUTANTS_VERSION := 27.1.0
CARGO_TARPAULIN_VERSION := 0.37.5
CARGO_CYCLONEDX_VERSION := 0.5.9

.DEFAULT_GOAL := help
.PHONY: help demo check test everything assurance bench bits c c-library clean coverage deny
.PHONY: differential fuzz install instructions limits miri mutants php python sbom sql vectors

help: ## Say what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

demo: ## Show what the library does, on real requests
	@cargo run --quiet --locked --package delivrd-cli -- demo

check: ## Format, lints, unit and vector tests: before each commit
	cargo xtask ci --quick

# Ends with how many vectors ran in each language: every one runs all of them.
test: ## Everything that CI runs
	@mkdir -p target
	$(MAKE) --no-print-directory everything 2>&1 | tee target/test.log
	@grep -E '^(rust|c|python|php): [0-9]+ vectors$$' target/test.log | sort -u | tee target/counts
	@awk '{ languages[$$1]; counts[$$2] } END { exit length(languages) != 4 || length(counts) != 1 }' \
		target/counts || (echo 'not every language ran the same vectors'; exit 1)

everything:
	cargo xtask ci
	$(MAKE) vectors sql c instructions python differential php fuzz deny

vectors: $(PYTHON_ENV)/ready ## Compute the vectors again, in Python, and compare
	PYTHONDONTWRITEBYTECODE=1 $(PYTHON_ENV)/bin/python tests/vectors/make.py --check

# On Debian, and as root, the program installs PostgreSQL where it is missing.
sql: $(PYTHON_ENV)/ready ## The documented SQL, on a real SQLite and a real PostgreSQL
	PYTHONDONTWRITEBYTECODE=1 $(PYTHON_ENV)/bin/python tests/sql/run.py

# What the C tests need beside a compiler: on Debian, and as root, installed where it is missing.
C_PACKAGES := g++ libjansson-dev libmicrohttpd-dev pkg-config valgrind
DELIVRD := target/release/delivrd
CHECK_RECEIVER := $(PYTHON) tests/receivers/check.py --delivrd $(DELIVRD)
C_PREFIX := $(CURDIR)/target/c
C_PANICKING := $(CURDIR)/target/c-panicking

c: c-library ## The C library: vectors, NULL, threads, panics, sanitizers, valgrind, a real receiver
	@dpkg-query -W $(C_PACKAGES) >/dev/null 2>&1 \
		|| (apt-get update -qq && apt-get install -y -qq $(C_PACKAGES))
	cargo xtask dist-c --prefix $(C_PANICKING) --features forced-panic
	$(MAKE) -C bindings/c test PREFIX=$(C_PREFIX) PANICKING=$(C_PANICKING) OUT=$(CURDIR)/target/c-tests
	cargo build --quiet --release --package delivrd-cli
	$(CHECK_RECEIVER) --provider telnyx -- target/c-tests/examples/receiver {port}
	! $(CHECK_RECEIVER) --provider telnyx -- $(PYTHON) tests/receivers/careless.py {port} \
		>target/c-tests/careless.log 2>&1
	grep -q 'forged: expected 401' target/c-tests/careless.log
	grep -q 'did not keep [1-9]' target/c-tests/careless.log
	$(DELIVRD) sample telnyx | $(DELIVRD) sign telnyx --test-key --with-config >target/c-tests/captures
	target/c-tests/examples/filter <target/c-tests/captures >target/c-tests/filtered
	$(DELIVRD) normalize target/c-tests/captures \
		| sed -E 's/^\{"id":"[^"]*","ok":true,"notification":(.*)\}$$/\1/' | diff - target/c-tests/filtered

c-library:
	cargo xtask dist-c --prefix $(C_PREFIX)
	cargo xtask backend $(C_PREFIX)/lib/libdelivrd.so

PREFIX ?= /usr/local

install: ## Install libdelivrd for C: PREFIX=/usr/local DESTDIR=
	cargo xtask dist-c --prefix $(PREFIX) $(if $(DESTDIR),--destdir $(DESTDIR))

python: $(PYTHON_BINDING_ENV)/ready ## The Python package: built, installed, typed, tested
	$(PYTHON_BINDING_ENV)/bin/python bindings/python/tests/package.py $(PYTHON_BINDING_ENV)

# Cases of each part. The wheel is the one that `make python` leaves, unless the sources have changed
# since; it goes to where PyNaCl is already, as the vectors need it.
CASES ?= 100000
JOBS ?= 2
WHEEL_FOLDER := $(PYTHON_BINDING_ENV)/dist

differential: $(PYTHON_ENV)/ready $(WHEEL_FOLDER)/built ## The wheel against libsodium and others: CASES=100000
	$(PYTHON_ENV)/bin/pip install --quiet --disable-pip-version-check --force-reinstall --no-deps \
		$(WHEEL_FOLDER)/*.whl
	$(PYTHON_ENV)/bin/pip install --quiet --disable-pip-version-check --no-deps \
		-r tests/differential/requirements.txt
	PYTHONDONTWRITEBYTECODE=1 $(PYTHON_ENV)/bin/python tests/differential/run.py \
		--cases $(CASES) --jobs $(JOBS)

$(WHEEL_FOLDER)/built: $(PYTHON_BINDING_ENV)/ready \
		$(wildcard $(shell git ls-files .cargo Cargo.toml Cargo.lock crates bindings/python))
	$(PYTHON_BINDING_ENV)/bin/python bindings/python/tests/package.py $(PYTHON_BINDING_ENV) --build

# On Debian, and as root, the script installs PHP, its headers and valgrind where they are missing.
php: ## The PHP extension: built, the suite plain and under valgrind, real receivers
	bindings/php/test.sh

# For each target, two of them at a time; fuzz/run.py has more options.
SECONDS ?= 10
FUZZ_LENGTH ?= --seconds $(SECONDS)

fuzz: $(TOOLS)/bin/cargo-fuzz ## Run the fuzz targets: SECONDS=10 for each
	cargo build --quiet --release --package delivrd-cli
	$(PYTHON) fuzz/run.py $(FUZZ_LENGTH) --tools $(TOOLS)/bin --delivrd $(DELIVRD) --target-dir target/fuzz

# Of a call for each place of a signature's first wrong digit, and of calls whose counts are pinned.
PIN ?=

instructions: ## Count what calls execute: constant time, and no more than is pinned; PIN=--pin writes pins
	@command -v valgrind >/dev/null || (apt-get update -qq && apt-get install -y -qq valgrind)
	cargo build --quiet --release --package delivrd-conformance --example receive
	$(PYTHON) tests/instructions/run.py $(PIN) target/release/examples/receive

# The peers of the Python package, and what draws the charts. The wheel is that of `differential`.
BENCH_ENV := target/bench-env
BENCH_OPTIONS ?=

bench: $(BENCH_ENV)/ready $(WHEEL_FOLDER)/built ## How fast it is, against what: writes docs/performance.md
	$(BENCH_ENV)/bin/pip install --quiet --disable-pip-version-check --force-reinstall --no-deps \
		$(WHEEL_FOLDER)/*.whl
	PYTHONDONTWRITEBYTECODE=1 $(BENCH_ENV)/bin/python bench/run.py $(BENCH_OPTIONS)

# From here to `assurance`: what takes longer than CI may. docs/assurance.md has the figures.
CONFORMANCE := cargo test --release --package delivrd-conformance

bits: ## Turn over a million signed bits of each provider's requests
	DELIVRD_CASES=1000000 $(CONFORMANCE) --test bits -- --nocapture

limits: ## Absurd requests, with an eye on the clock
	DELIVRD_CLOCK=1 $(CONFORMANCE) --test limits -- --nocapture --test-threads=1

# The tool's own baseline looks for tests in the changed packages, and they are elsewhere: `check` runs them.
mutants: check $(TOOLS)/bin/cargo-mutants ## Change each line of what verifies, and see whether a test notices
	PATH="$(CURDIR)/$(TOOLS)/bin:$$PATH" CARGO_PROFILE_DEV_DEBUG=0 \
		cargo mutants --baseline skip --timeout 120 --jobs 2 --output target

# What a request meets on its way. Tables are made by the compiler, where no counter runs; statistics
# and outcomes come behind.
VERIFY_AND_PARSE := $(addprefix crates/delivrd/src/,form.rs json/*.rs signature/*.rs signature/ed25519/*.rs \
	providers/*/mod.rs providers/telnyx/payload.rs providers/telnyx/errors.rs providers/twilio/payload.rs \
	providers/twilio/signed.rs definition/mod.rs definition/place.rs definition/proof.rs definition/reading.rs \
	definition/compile/*.rs) \
	$(addprefix crates/delivrd-core/src/,amount.rs config.rs dangerous.rs error.rs external_url.rs hex.rs key.rs \
	notification.rs overrides.rs provider.rs receipt.rs request.rs stored.rs timestamp.rs verifier.rs)

# Without `limits` and `bits`, which take minutes where lines are counted.
coverage: $(TOOLS)/bin/cargo-tarpaulin ## Lines of what verifies and parses that tests run: at least 98 %
	PATH="$(CURDIR)/$(TOOLS)/bin:$$PATH" cargo tarpaulin --locked --engine llvm --skip-clean \
		--target-dir target/coverage --timeout 1200 \
		--packages delivrd-core delivrd delivrd-conformance delivrd-example-plugins \
		--lib --test vectors properties verifier canaries shapes definitions \
		--include-files $(addsuffix ',$(addprefix ',$(VERIFY_AND_PARSE))) \
		--fail-under 98 --out Stdout -- --skip stats::

miri: ## The core under Miri, where the nightly toolchain has it
	@if cargo +nightly miri --version >/dev/null 2>&1; then \
		cargo +nightly miri test --package delivrd-core; \
	else \
		echo 'miri NOT RUN: no nightly toolchain with it here'; \
	fi

SBOM := target/sbom

# The tool writes beside each manifest, and names its folder in the text.
sbom: $(TOOLS)/bin/cargo-cyclonedx ## What is in each library and the command: target/sbom, CycloneDX
	mkdir -p $(SBOM)
	PATH="$(CURDIR)/$(TOOLS)/bin:$$PATH" cargo cyclonedx --quiet --format json --spec-version 1.5 \
		--no-build-deps --describe binaries
	mv bindings/c/*.cdx.json $(SBOM)/libdelivrd.cdx.json
	mv bindings/python/*.cdx.json $(SBOM)/python.cdx.json
	mv crates/delivrd-cli/*.cdx.json $(SBOM)/command.cdx.json
	rm crates/xtask/*.cdx.json
	sed -i 's|file://$(CURDIR)|file://.|g' $(SBOM)/*.cdx.json
	@grep -c '"type": "library"' $(SBOM)/*.cdx.json

assurance: ## The long runs of docs/assurance.md: some hours
	$(MAKE) bits limits instructions coverage miri sbom
	$(MAKE) differential CASES=1000000
	$(MAKE) c VALGRIND_TIMES=100
	$(MAKE) mutants
	$(MAKE) fuzz FUZZ_LENGTH=--long

define installed
	cargo install --quiet --locked --root $(TOOLS) --version $(1) $(notdir $@)
endef

$(TOOLS)/bin/cargo-fuzz:
	$(call installed,$(CARGO_FUZZ_VERSION))

$(TOOLS)/bin/cargo-mutants:
	$(call installed,$(CARGO_MUTANTS_VERSION))

$(TOOLS)/bin/cargo-tarpaulin:
	$(call installed,$(CARGO_TARPAULIN_VERSION))

$(TOOLS)/bin/cargo-cyclonedx:
	$(call installed,$(CARGO_CYCLONEDX_VERSION))

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
	$(call installed,$(CARGO_DENY_VERSION))

$(PYTHON_ENV)/ready: tests/vectors/requirements.txt tests/sql/requirements.txt
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| (apt-get update -qq && apt-get install -y -qq python3 python3-venv)
	$(PYTHON) -m venv $(PYTHON_ENV)
	$(PYTHON_ENV)/bin/pip install --quiet --disable-pip-version-check $(addprefix -r ,$^)
	@touch $@

$(PYTHON_BINDING_ENV)/ready: bindings/python/tests/requirements.txt
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| (apt-get update -qq && apt-get install -y -qq python3 python3-venv)
	$(PYTHON) -m venv $(PYTHON_BINDING_ENV)
	$(PYTHON_BINDING_ENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(BENCH_ENV)/ready: bench/requirements.txt
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| (apt-get update -qq && apt-get install -y -qq python3 python3-venv)
	$(PYTHON) -m venv $(BENCH_ENV)
	$(BENCH_ENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

clean: ## Remove everything that was built
	cargo clean
