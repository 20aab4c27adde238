#!/bin/sh
# Programs the examples for the shell use, where a registry has them: curl and jq. What cannot be had is said, and the
# tests that would use it say so again.
set -u
missing=
for program in curl jq; do
    command -v $program >/dev/null 2>&1 || missing="$missing $program"
done
if [ -n "$missing" ]; then
    root=$([ "$(id -u)" = 0 ] || echo sudo)
    # shellcheck disable=SC2086
    ($root apt-get update -qq && $root apt-get install -y -qq $missing) >/dev/null 2>&1 ||
        echo "outils : n'ont pas pu être installés :$missing"
fi
exit 0
