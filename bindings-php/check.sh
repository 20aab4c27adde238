#!/bin/sh
# The PHP extension and package built and checked: their shape, their stub, their tests. `make php` runs it.
set -eu
cd "$(dirname "$0")/.."
for command in php phpize phpunit; do
    command -v $command >/dev/null 2>&1 || {
        echo "PHP : pas d'essai, il manque $command. PHP: not run, $command is missing." >&2
        exit 0
    }
done

# The same folder as the workspace, so that nothing both build is built twice.
export CARGO_TARGET_DIR="$PWD/target"
(cd bindings-php/extension && ${CARGO:-cargo} fmt --check && ${CARGO:-cargo} clippy --quiet --all-targets -- -D warnings)
(cd bindings-php/extension && ${CARGO:-cargo} build)
mkdir -p target/php
for library in libocr_facture_php.so libocr_facture_php.dylib; do
    # Beside its place, then moved: a process may have the old one loaded.
    [ ! -e target/debug/$library ] || { cp target/debug/$library target/php/new && mv target/php/new target/php/ocr_facture_dev.so; }
done

cd bindings-php
# Every file is one PHP understands.
find . ../examples/php ../bench/php.php -name '*.php' ! -path './vendor/*' -print0 | xargs -0 -n 50 -P 2 sh -c \
    'for file; do php -n -l "$file" >/dev/null || exit 255; done' lint
if command -v phpcs >/dev/null 2>&1; then phpcs -q; else echo "PHP : phpcs n'est pas là, le style n'est pas vérifié" >&2; fi
export OCR_FACTURE_EXTENSION="$PWD/../target/php/ocr_facture_dev.so"
# The vectors, asked of a server too.
SERVE=--debug ../server/with.sh php -d extension="$OCR_FACTURE_EXTENSION" -d zend.assertions=1 "$(command -v phpunit)" "$@"
# The extension alone, without settings, by PHP's own runner.
runner=$(php-config --prefix)/lib/php/$(php-config --phpapi)/build/run-tests.php
NO_INTERACTION=1 TEST_PHP_EXECUTABLE=$(command -v php) php "$runner" -q -n -d extension="$OCR_FACTURE_EXTENSION" extension/tests
# Where there is nothing else; what is handed out is built for release by `make php-ext`.
sh fresh.sh "$OCR_FACTURE_EXTENSION"
