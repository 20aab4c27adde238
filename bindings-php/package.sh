#!/bin/sh
# The extension to hand out, in target/php, built as PIE builds it (phpize, configure, make) and tried where there is
# nothing else. `make php-ext` runs it.
set -eu
cd "$(dirname "$0")/.."
for command in php phpize php-config; do
    command -v $command >/dev/null 2>&1 || {
        echo "PHP : l'extension n'est pas bâtie, il manque $command. PHP: not run, $command is missing." >&2
        exit 0
    }
done
place=$PWD/target/php
source=$place/source
rm -rf "$source"
mkdir -p "$source/bindings-php"
# What a release holds of it, and nothing else.
cp -r Cargo.toml composer.json core "$source"
cp -r bindings-php/extension "$source/bindings-php"
(
    cd "$source/$(php -r 'echo json_decode(file_get_contents("composer.json"), true)["php-ext"]["build-path"];')"
    phpize >/dev/null
    ./configure --enable-ocr_facture >/dev/null
    CARGO_TARGET_DIR="$place/../php-release" make
)
cp "$source/bindings-php/extension/modules/ocr_facture.so" "$place/ocr_facture.so"
rm -rf "$source"
# The archive and name PIE looks for beside a release: for this PHP, processor and C library.
arch=$(uname -m | sed 's/aarch64/arm64/')
case $(uname -s) in
Darwin) strip -x "$place/ocr_facture.so"; libc=darwin-bsdlibc ;;
*) strip "$place/ocr_facture.so"; libc=linux-$(ldd --version 2>&1 | grep -q musl && echo musl || echo glibc) ;;
esac
built=$(php -r 'echo "php", PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION, ";", PHP_ZTS ? "ts" : "nts";')
archive=$place/php_ocr_facture-$(sh .ci/version)_${built%;*}-$arch-$libc-${built#*;}.zip
rm -f "$place"/php_*.zip
python3 -m zipfile -c "$archive" "$place/ocr_facture.so" LICENSE-APACHE LICENSE-MIT NOTICE
size=$(wc -c < "$archive")
echo "target/php/${archive##*/} : $((size / 1024)) Kio"
[ "$size" -lt $((15 * 1024 * 1024)) ] || { echo "L'extension dépasse 15 Mio." >&2; exit 1; }
sh bindings-php/fresh.sh "$archive"
