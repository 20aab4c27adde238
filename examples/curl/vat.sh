#!/bin/sh
# Juge un numéro de TVA par ce qu'il dit. Judges a VAT number by what it says of itself.
set -eu
. "$(dirname "$0")/auth.sh"

call /v1/compliance/validate-vat --json '{"vat_number": "FR44 732 829 320"}' | jq -r '.checks[] | "\(.check) : \(.status)"'
