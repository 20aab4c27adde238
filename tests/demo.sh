#!/bin/sh
# What `make demo` shows after reading: the generated invoices judged, those that can be written turned into Factur-X
# around their own page, and one drawn from JSON. `demo.sh COMMAND FOLDER`; the invoices lie in FOLDER/factures.
set -eu
command=$1
out=$2

say() { printf '\n$ ocr-facture %s\n' "$*"; }

for facture in "$out"/factures/*.pdf; do
    say check "$facture"
    # A demo shows the head of a report; 1 means that the invoice is not valid, which is an answer.
    "$command" check "$facture" | sed -n '1,12p' || true
    made=$out/$(basename "$facture" .pdf).factur-x.pdf
    say facturx "$facture" -o "$made"
    "$command" facturx "$facture" -o "$made" || true
done

say facturx examples/facture.json -o "$out/factur-x.pdf"
"$command" facturx examples/facture.json -o "$out/factur-x.pdf"
say validate "$out/factur-x.pdf"
"$command" validate "$out/factur-x.pdf"
