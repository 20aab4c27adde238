#!/bin/sh
# Lit une facture. Reads an invoice.
set -eu
. "$(dirname "$0")/auth.sh"

call /v1/ocr/upload --form file=@facture.pdf --form-string 'options={"text":false}' > resultat.json

jq -r '.invoice | "\(.number) du \(.issue_date), \(.seller.name) → \(.buyer.name), TTC \(.totals.gross)"' resultat.json
# Ce qu'une personne doit relire. What someone should look at again.
jq -r '.fields | to_entries[] | select(.value.confidence < 0.9) | "à vérifier : \(.key), lu « \(.value.raw) »"' resultat.json
