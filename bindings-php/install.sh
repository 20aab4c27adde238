#!/bin/sh
# Puts PHP, what the extension is built with, and the libraries the tests use, on the machine, where a registry has them.
# What cannot be had is said, and `check.sh` says so again: nothing here fails the build.
set -u
packages="php-cli php-dev php-curl php-mbstring php-xml libclang-dev composer phpunit php-codesniffer php-psr-log
    php-psr-http-client php-psr-http-factory php-nyholm-psr7 php-guzzlehttp-psr7 php-guzzlehttp-guzzle
    php-laravel-framework php-symfony-framework-bundle php-symfony-console"

command -v dpkg-query >/dev/null 2>&1 || {
    echo "PHP : cette machine n'est pas une Debian, rien n'y est installé" >&2
    exit 0
}
missing=""
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ]; then
    echo "PHP : il manque$missing, à installer par apt-get en root" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
(apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing) >/dev/null 2>&1 ||
    echo "PHP : n'ont pas pu être installés :$missing" >&2
exit 0
