#!/bin/sh
# Schemathesis over the whole description, every check, against the command that was just built: `server/check.sh [N]`
# asks each address N times. Where PyPI does not answer, that is said, and nothing here fails the build.
set -eu
cd "$(dirname "$0")/.."
place=target/schemathesis
if ! [ -x $place/bin/schemathesis ]; then
    if ! { python3 -m venv $place && $place/bin/pip install --quiet --disable-pip-version-check schemathesis==4.32.5; }; then
        rm -rf $place
        echo "serveur : Schemathesis n'a pas pu être installé, la description n'est pas éprouvée"
        exit 0
    fi
fi
# With a key: the checks about keys are run too. A document is any text in its schema: that one is refused as none is
# right, and said in server/schemathesis.toml.
export OCR_FACTURE__WORKERS__SECONDS=5
# shellcheck disable=SC2016  # its own shell knows the address
server/with.sh sh -c '"$1" --config-file server/schemathesis.toml run "$OCR_FACTURE_URL/openapi.json" --checks all \
    --header "Authorization: Bearer $OCR_FACTURE_API_KEY" --max-examples "$2" --workers 1 --request-timeout 60 \
    --suppress-health-check all --no-color' sh $place/bin/schemathesis "${1:-15}"
