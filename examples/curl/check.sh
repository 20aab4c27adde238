#!/bin/sh
# Dit si une facture porte tout ce que la loi demande. Tells whether an invoice says all that French law asks.
set -eu
. "$(dirname "$0")/auth.sh"

call /v1/compliance/check --form file=@facture.pdf --form-string 'options={"transaction":"b2b"}' |
    jq -r '"\(.verdict) \(.score)", (.findings[] | "\(.severity) \(.rule) : \(.message.fr)")'
