#!/bin/sh
# Makes target/python, with the tools of requirements.txt, and says what is missing where it cannot.
set -eu
cd "$(dirname "$0")/.."
place=target/python
root=$([ "$(id -u)" = 0 ] || echo sudo)

if ! command -v python3 >/dev/null 2>&1 || ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))'; then
    if command -v apt-get >/dev/null 2>&1; then
        $root apt-get update -qq && $root apt-get install -y -qq python3 python3-venv
    else
        echo "Il faut Python 3.10 ou plus récent pour les essais du paquet Python." >&2
        exit 1
    fi
fi
if ! [ -x $place/bin/python ] || ! $place/bin/python -m pip --version >/dev/null 2>&1; then
    # Debian keeps what venv needs in a package of its own.
    if ! python3 -m venv --clear $place 2>/dev/null; then
        command -v apt-get >/dev/null 2>&1 && $root apt-get update -qq && $root apt-get install -y -qq python3-venv || true
        python3 -m venv --clear $place || {
            echo "Python ne sait pas faire d'environnement : installez python3-venv." >&2
            exit 1
        }
    fi
fi
if ! cmp -s bindings-python/requirements.txt $place/requirements.txt; then
    $place/bin/python -m pip install --quiet --disable-pip-version-check -r bindings-python/requirements.txt || {
        echo "Les outils du paquet Python ne sont pas installés et PyPI ne répond pas : réessayez avec un réseau." >&2
        exit 1
    }
    cp bindings-python/requirements.txt $place/requirements.txt
fi
