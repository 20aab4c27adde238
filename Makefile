# What people do with this repository. `make help` lists it.
CARGO ?= cargo
CARGO_DIR ?= $(HOME)/.cargo/bin
export PATH := $(CARGO_DIR):$(PATH)
DEMO := demo-out
RUSTDOC := RUSTDOCFLAGS="-D warnings"

.PHONY: help demo test live tools judges models lint docs bench bench-server calibrate rust python wheels node npm php php-ext server
.DEFAULT_GOAL := help

help: ## Lists the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

rust: ## Checks that Rust is there and new enough, and says how to get it
	@sh .ci/rust

demo: rust ## Builds, makes two example invoices, reads, judges and turns them into Factur-X in demo-out/
	$(CARGO) build --release -p ocr-facture-cli
	mkdir -p $(DEMO)/vues
	$(CARGO) run --release -q -p ocr-facture-tests --bin generate -- --count 2 --seed 7 --out $(DEMO)/factures
	@set -e; for facture in $(DEMO)/factures/*.pdf; do echo; target/release/ocr-facture extract "$$facture"; done
	target/release/ocr-facture extract --quiet --json --xlsx $(DEMO)/factures.xlsx --view $(DEMO)/vues -o $(DEMO)/factures.json $(DEMO)/factures
	@sh tests/demo.sh target/release/ocr-facture $(DEMO)
	@echo; echo "Écrit : $(DEMO)/factures.json, $(DEMO)/factures.xlsx ; à ouvrir dans un navigateur :"; ls $(DEMO)/vues/*.html

test: rust lint docs judges models tools ## Lint, documentation, then every test
	@sh tests/server/install.sh
	$(CARGO) test --workspace
	@$(MAKE) --no-print-directory python
	@$(MAKE) --no-print-directory node
	@$(MAKE) --no-print-directory php
	@$(MAKE) --no-print-directory live

judges: ## Outside judges of e-invoices into target/judges, where a registry has them
	sh tests/judges/install.sh

models: judges ## Models of character recognition into target/models, and libtesseract, where a registry has them
	sh tests/models/install.sh

tools: ## Programs of the examples for the shell, where a registry has them
	@sh tests/tools/install.sh

lint: rust ## Format and clippy, warnings refused
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	$(CARGO) clippy -p ocr-facture-cli --no-default-features -- -D warnings

docs: rust ## The API documentation, in target/doc
	$(RUSTDOC) $(CARGO) doc --workspace --no-deps --document-private-items

python: rust ## Builds and checks the Python package
	@sh bindings-python/venv.sh
	CARGO="$(CARGO)" sh bindings-python/check.sh

wheels: rust ## The Python wheel in target/wheels, tried in a new environment
	@sh bindings-python/venv.sh
	sh bindings-python/wheel.sh

node: rust ## Builds and checks the Node package
	@sh bindings-node/tools.sh
	CARGO="$(CARGO)" sh bindings-node/check.sh

npm: rust ## The Node packages in target/npm, tried in a new folder
	@sh bindings-node/tools.sh
	CARGO="$(CARGO)" sh bindings-node/npm.sh

php: rust ## Builds and checks the PHP extension and package
	@sh bindings-php/install.sh
	CARGO="$(CARGO)" sh bindings-php/check.sh

php-ext: rust ## The PHP extension in target/php, tried in a PHP without settings
	@sh bindings-php/install.sh
	sh bindings-php/package.sh

server: rust ## The server: its tests, its operations files before their judges, Schemathesis over its description
	@sh tests/server/install.sh
	$(CARGO) test -p ocr-facture-server
	@$(MAKE) --no-print-directory live

live: rust ## A server that runs: its operations files before their judges, Schemathesis over its description
	$(CARGO) build -p ocr-facture-cli
	@sh server/ops/check.sh
	@sh server/check.sh 10

bench: rust judges models ## Speed and memory, beside other readers, the official rule engine, the Python and the Node package
	$(CARGO) build --release -p ocr-facture-cli -p ocr-facture-tests --bins
	python3 bench/run.py
	python3 bench/ocr.py
	@python=target/judges/bin/python; test -x $$python || python=python3; $$python bench/einvoice.py
	@python=target/python-fresh/bin/python; test ! -x $$python || $$python bench/python.py
	@test ! -e target/npm/packages.json || node --expose-gc bench/node.mjs
	@test ! -e target/php/ocr_facture.so || php -d extension=$$PWD/target/php/ocr_facture.so bench/php.php
	@python3 bench/sizes.py

bench-server: rust models ## What the server costs beyond the engine, and what it stands
	@sh server/ops/install.sh
	$(CARGO) build --release -p ocr-facture-cli
	python3 bench/server.py

calibrate: rust ## Fits the confidence again from generated documents
	$(CARGO) run --release -p ocr-facture-tests --bin calibrate
