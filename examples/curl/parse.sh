#!/bin/sh
# Lit le XML d'une Factur-X. Reads the XML of a Factur-X.
set -eu
. "$(dirname "$0")/auth.sh"

call /v1/facturx/parse --form file=@facturx.pdf |
    jq -r '"\(.document.kind) \(.invoice.number)", (.invoice.vat_breakdown[] | "TVA \(.rate) % : \(.tax_amount) sur \(.taxable_amount)")'
