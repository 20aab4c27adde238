#!/bin/sh
# Fait une Factur-X d'un PDF, dont la page est gardée. Makes a Factur-X of a PDF, and keeps its page.
set -eu
. "$(dirname "$0")/auth.sh"

call /v1/facturx/convert --form file=@facture.pdf --form-string 'options={"fallback":"image"}' > faite.json

jq -r .pdf faite.json | base64 -d > electronique.pdf
jq -r '"electronique.pdf : Factur-X \(.profile), page \(.page)", ((.changes + .warnings)[] | "\(.code) : \(.message)")' faite.json
