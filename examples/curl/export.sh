#!/bin/sh
# Écrit un classeur des factures d'un dossier. Writes a workbook of the invoices of a folder.
set -eu
. "$(dirname "$0")/auth.sh"

set --
for facture in factures/*.pdf; do
    set -- "$@" --form "files=@$facture"
done
call /v1/ocr/batch "$@" | jq '{documents: [.results[] | {path: .name, result, error}]}' > lues.json

jq '. + {format: "xlsx"}' lues.json | call /v1/export --json @- | jq -r .data | base64 -d > factures.xlsx
jq '. + {format: "csv"}' lues.json | call /v1/export --json @- | jq -r .data | base64 -d
