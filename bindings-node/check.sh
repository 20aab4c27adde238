#!/bin/sh
# The Node package built and checked: its types, its tests, and npm's installation of it. `make node` runs it.
set -eu
cd "$(dirname "$0")/.."

# Built with the whole workspace, so that nothing of the engine is compiled twice; SCOPE narrows it while working.
${CARGO:-cargo} build ${SCOPE:---workspace}
. bindings-node/platform.sh
library=target/debug/$library
# Beside its place, then moved: a process may have the old one loaded.
mkdir -p bindings-node/native
cp "$library" "bindings-node/native/ocr-facture.$platform.node.new"
mv "bindings-node/native/ocr-facture.$platform.node.new" "bindings-node/native/ocr-facture.$platform.node"

cd bindings-node
node_modules/.bin/tsc -p .
# The vectors, asked of a server too.
SERVE=--debug ../server/with.sh npm test --silent
# As npm installs it; what is published is built for release by `make npm`.
node pack.mjs ../target/npm-debug "$platform" "../$library" >/dev/null
node fresh.mjs ../target/npm-debug
