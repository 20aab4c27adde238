#!/bin/sh
# Lit une facture en base64. Reads an invoice in base64.
set -eu
. "$(dirname "$0")/auth.sh"

base64 -w 0 facture.pdf | jq -Rs '{document: ., options: {language: "fra"}}' |
    call /v1/ocr/base64 --header 'Content-Type: application/json' --data-binary @- |
    jq -r '"\(.invoice.number) : \(.invoice.totals.gross)"'
