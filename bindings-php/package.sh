#!/bin/sh
# The extension to hand out, in target/php, built as PIE builds it (phpize, configure, make), and the proof that it needs
# nothing: loaded into a PHP without settings or any other extension than its own, it runs the quick start. `make php-ext`
# runs it.
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

here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m zipfile -e "$archive" "$here"
cp examples/facture.json bindings-php/tests/quick_start.php "$here"
mkdir "$here/vendor"
cp -r bindings-php/src "$here/vendor"
cat > "$here/vendor/autoload.php" <<'PHP'
<?php
// What Composer would write; PSR-3 is all the package needs.
spl_autoload_register(static function (string $class): void {
    $path = __DIR__ . '/src/' . strtr(substr($class, strlen('OCRFacture\\')), '\\', '/') . '.php';
    is_file($path = str_starts_with($class, 'Psr\\Log\\') ? '/usr/share/php/' . strtr($class, '\\', '/') . '.php' : $path)
        && require $path;
});
PHP
cd "$here"
# Nothing of the machine but PHP: no settings, no cargo, no compiler, no variable.
env -i PATH=/usr/bin:/bin php -n -d extension="$here/ocr_facture.so" quick_start.php
