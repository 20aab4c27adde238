#!/bin/sh
# Runs a command beside a server: `server/with.sh COMMAND…` starts the one that was just built, on a free port, with a key
# of wide limits, tells both in OCR_FACTURE_URL and OCR_FACTURE_API_KEY, and ends it with the command. SERVE=--debug
# answers without a key, and makes none. Where no server is built the command runs alone, and that is said.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
server=${OCR_FACTURE:-$root/target/debug/ocr-facture}
# What recognises characters, for those who ask the server and those who ask an engine of their own.
[ -n "${OCR_FACTURE_MODELS:-}" ] || [ ! -d "$root/target/models" ] || export OCR_FACTURE_MODELS="$root/target/models"
if ! [ -x "$server" ]; then
    echo "serveur : $server n'est pas bâti, rien ne lui est demandé. server: not run, it is not built." >&2
    exec "$@"
fi
work=$(mktemp -d)
# Limits are wide, so that answers are about the request.
export OCR_FACTURE__STORE__URL="sqlite:$work/store.db" OCR_FACTURE__TELEMETRY__LEVEL=error
export OCR_FACTURE__LIMITS__IP_PER_SECOND=100000 OCR_FACTURE__LIMITS__IP_BURST=100000
for limit in DAY MONTH PER_SECOND BURST; do export OCR_FACTURE__PLANS__MEGA__$limit=100000000; done
if [ -z "${SERVE:-}" ]; then
    made=$("$server" keys create --tenant essai --plan MEGA --json)
    OCR_FACTURE_API_KEY=$(printf %s "$made" | sed -n 's/.*"key": *"\([^"]*\)".*/\1/p')
    export OCR_FACTURE_API_KEY
fi
# shellcheck disable=SC2086  # SERVE holds flags
"$server" serve --listen 127.0.0.1:0 --ready-file "$work/ready" ${SERVE:-} &
pid=$!
trap 'kill $pid 2>/dev/null; wait $pid 2>/dev/null || true; rm -rf "$work"' EXIT
tries=0
until [ -s "$work/ready" ]; do
    tries=$((tries + 1))
    if [ $tries -ge 300 ] || ! kill -0 $pid 2>/dev/null; then
        echo "serveur : il ne répond pas. The server does not answer." >&2
        exit 1
    fi
    sleep 0.1
done
OCR_FACTURE_URL=$(cat "$work/ready")
export OCR_FACTURE_URL
"$@"
