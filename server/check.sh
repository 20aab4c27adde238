#!/bin/sh
# Schemathesis over the whole description, every check, against the command that was just built: `server/check.sh [N]`
# asks each address N times. Where PyPI does not answer, that is said, and nothing here fails the build.
set -eu
cd "$(dirname "$0")/.."
examples=${1:-15}
command=${OCR_FACTURE:-target/debug/ocr-facture}
place=target/schemathesis
if ! [ -x $place/bin/schemathesis ]; then
    if ! { python3 -m venv $place && $place/bin/pip install --quiet --disable-pip-version-check schemathesis==4.32.5; }; then
        rm -rf $place
        echo "serveur : Schemathesis n'a pas pu être installé, la description n'est pas éprouvée"
        exit 0
    fi
fi
ready=$(mktemp -u)
# With keys: the checks about them are run too. Limits are wide, so that answers are about the request.
work=$(mktemp -d)
export OCR_FACTURE__STORE__URL="sqlite:$work/keys.db" OCR_FACTURE__TELEMETRY__LEVEL=error
export OCR_FACTURE__WORKERS__SECONDS=5 OCR_FACTURE__LIMITS__IP_PER_SECOND=100000 OCR_FACTURE__LIMITS__IP_BURST=100000
for limit in DAY MONTH PER_SECOND BURST; do export OCR_FACTURE__PLANS__MEGA__$limit=100000000; done
key=$("$command" keys create --tenant essai --plan MEGA --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["key"])')
"$command" serve --listen 127.0.0.1:0 --ready-file "$ready" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$ready" "$work"' EXIT
tries=0
until [ -s "$ready" ]; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || { echo "serveur : il ne répond pas"; exit 1; }
    sleep 0.1
done
url=$(cat "$ready")
# A document is any text in its schema: that one is refused as none is right, and said in server/schemathesis.toml.
$place/bin/schemathesis --config-file server/schemathesis.toml run "$url/openapi.json" --checks all \
    --header "Authorization: Bearer $key" --max-examples "$examples" --workers 1 --request-timeout 60 \
    --suppress-health-check all --no-color
