#!/bin/sh
# Un dossier de factures en CSV et en Factur-X, avec ce qui reste à faire. A folder of invoices to CSV and Factur-X.
#
# Une facture lue est écrite en Factur-X, page gardée ; ce qui n'a pas pu l'être, et ce que la loi reproche, est listé.
set -eu
. "$(dirname "$0")/auth.sh"

mkdir -p sortie
: > sortie/lues.ndjson
for facture in factures/*.pdf; do
    nom=$(basename "$facture")
    if ! call /v1/ocr/upload --form "file=@$facture" > lue.json; then
        echo "$nom : illisible ($(jq -r .code lue.json))"
        jq -c --arg path "$nom" '{path: $path, error: {code, message: .detail, context}}' lue.json >> sortie/lues.ndjson
        continue
    fi
    jq -c --arg path "$nom" '{path: $path, result: .}' lue.json >> sortie/lues.ndjson
    jq .invoice lue.json > invoice.json
    if ! call /v1/facturx/generate --form "file=@$facture" --form 'invoice=<invoice.json' \
        --form-string 'options={"fallback":"image"}' > faite.json; then
        echo "$nom : pas de Factur-X" && jq -r '.errors[]? | "  \(.path) : \(.message_fr)"' faite.json
        continue
    fi
    jq -r .pdf faite.json | base64 -d > "sortie/$nom"
    call /v1/compliance/check --form "file=@sortie/$nom" |
        jq -r --arg nom "$nom" '"\($nom) : \(.verdict)", (.findings[] | select(.severity == "fatal") | "  à corriger : \(.message.fr) [\(.rule)]")'
done
for format in csv csv_lines; do
    jq -s --arg format "$format" '{format: $format, documents: .}' sortie/lues.ndjson |
        call /v1/export --json @- | jq -r .data | base64 -d > "sortie/$format.csv"
done
echo "$(grep -c '"result"' sortie/lues.ndjson) factures lues sur $(wc -l < sortie/lues.ndjson), dans sortie/"
