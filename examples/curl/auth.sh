#!/bin/sh
# Ce que chaque exemple partage : l'adresse du serveur, la clé, et que dire d'un refus.
# What every example shares: the server's address, the key, and what to say of a refusal.
URL=${OCR_FACTURE_URL:-http://127.0.0.1:8080}

# Un appel ; un refus est montré (application/problem+json) et arrête tout.
call() {
    path=$1
    shift
    curl --silent --show-error --fail-with-body --retry 3 --max-time 60 \
        ${OCR_FACTURE_API_KEY:+--header "Authorization: Bearer $OCR_FACTURE_API_KEY"} "$@" "$URL$path"
}
