#!/bin/sh
# Écrit une Factur-X. Writes a Factur-X.
set -eu
. "$(dirname "$0")/auth.sh"

# La même clé : un nouvel essai rend la même facture. The same key: a retry gives the same invoice.
jq '{invoice: ., options: {accent: "#1b3a5c"}}' facture.json |
    call /v1/facturx/generate --header "Idempotency-Key: FA-2026-0042-$$" --json @- > faite.json

jq -r .pdf faite.json | base64 -d > nouvelle.pdf
jq -r '"nouvelle.pdf : Factur-X \(.profile)", (.warnings[] | "\(.code) : \(.message)")' faite.json
