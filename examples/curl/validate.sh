#!/bin/sh
# Dit si une plateforme acceptera une facture électronique. Tells whether a platform will take an e-invoice.
set -eu
. "$(dirname "$0")/auth.sh"

call /v1/facturx/validate --form file=@facturx.pdf |
    jq -r '(.rulesets[] | "\(.id) \(.version) : \(.status)"), (.findings[] | select(.severity == "fatal") | "\(.rule) : \(.message.fr)")'
