#!/bin/sh
# Écrit une facture en UBL. Writes an invoice as UBL.
set -eu
. "$(dirname "$0")/auth.sh"

jq '{invoice: ., syntax: "ubl"}' facture.json | call /v1/facturx/xml --json @- | jq -r .xml > facture.xml
echo "facture.xml : $(wc -c < facture.xml) octets"
