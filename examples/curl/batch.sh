#!/bin/sh
# Lit un dossier, dix fichiers au plus d'un appel. Reads a folder, ten files a call at most.
set -eu
. "$(dirname "$0")/auth.sh"

set --
for facture in factures/*.pdf; do
    set -- "$@" --form "files=@$facture"
done
call /v1/ocr/batch "$@" | jq -r '.results[] | "\(.name) : \(.error.code // "\(.result.invoice.number), \(.result.invoice.totals.gross)")"'
