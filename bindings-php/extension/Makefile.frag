# Ends as libtool does: the extension lies in modules/.
CARGO_TARGET_DIR ?= $(abspath $(srcdir)/target)

$(phplibdir)/ocr_facture.so: FORCE
	PHP=$(PHP_EXECUTABLE) PHP_CONFIG=$(PHP_CONFIG_OF_EXTENSION) CARGO_TARGET_DIR=$(CARGO_TARGET_DIR) $(CARGO) build --release --locked --manifest-path $(srcdir)/Cargo.toml
	@mkdir -p $(phplibdir)
	@cp $(CARGO_TARGET_DIR)/release/libocr_facture_php.$$(test -e $(CARGO_TARGET_DIR)/release/libocr_facture_php.so && echo so || echo dylib) $@

FORCE:
