#!/bin/sh
# What is published on npm, in target/npm, and the proof that it needs nothing. `make npm` runs it.
set -eu
cd "$(dirname "$0")/.."
. bindings-node/platform.sh
${CARGO:-cargo} build --release -p ocr-facture-node
bindings-node/node_modules/.bin/tsc -p bindings-node
# The names of functions weigh, and tell a user nothing.
stripped=target/release/ocr-facture.node
cp "target/release/$library" $stripped
case $platform in linux-*) strip $stripped ;; darwin-*) strip -x $stripped ;; esac
node bindings-node/pack.mjs target/npm "$platform" $stripped
for package in target/npm/*.tgz; do
    [ "$(wc -c < "$package")" -lt $((15 * 1024 * 1024)) ] || { echo "$package dépasse 15 Mio." >&2; exit 1; }
done
node bindings-node/fresh.mjs target/npm
