#!/bin/sh
# `fresh.sh EXTENSION`: the proof that the extension, or the archive of it, needs nothing. Loaded into a PHP without settings
# or any other extension than its own, with the package beside it, it runs the quick start.
set -eu
cd "$(dirname "$0")/.."
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
case $1 in *.zip) python3 -m zipfile -e "$1" "$here" ;; *) cp "$1" "$here/ocr_facture.so" ;; esac
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
