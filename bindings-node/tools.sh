#!/bin/sh
# Puts the tools of package-lock.json into node_modules, and says what is missing where it cannot.
set -eu
cd "$(dirname "$0")"
root=$([ "$(id -u)" = 0 ] || echo sudo)

if ! command -v npm >/dev/null 2>&1 || ! node -e 'process.exit(Number(process.versions.node.split(".")[0] < 18))'; then
    if command -v apt-get >/dev/null 2>&1; then
        $root apt-get update -qq && $root apt-get install -y -qq nodejs npm
    else
        echo "Il faut Node 18 ou plus récent, et npm, pour les essais du paquet Node." >&2
        exit 1
    fi
fi
if ! cmp -s package-lock.json node_modules/.package-lock.copy; then
    npm ci --silent --no-audit --no-fund --no-update-notifier || {
        echo "Les outils du paquet Node ne sont pas installés et npm ne répond pas : réessayez avec un réseau." >&2
        exit 1
    }
    cp package-lock.json node_modules/.package-lock.copy
fi
