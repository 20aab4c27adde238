#!/bin/sh
# The Python package built and checked: its shape, its types by two judges, its stub, its tests. `make python` runs it.
set -eu
cd "$(dirname "$0")/.."
bin=$PWD/target/python/bin
package=bindings-python/python/ocr_facture_api

# Built with the whole workspace, so that nothing of the engine is compiled twice; SCOPE narrows it while working.
${CARGO:-cargo} build ${SCOPE:---workspace}
for library in libocr_facture_python.so libocr_facture_python.dylib; do
    if [ -e target/debug/$library ]; then
        # Beside its place, then moved: a process may have the old one loaded.
        cp target/debug/$library $package/_native.abi3.so.new
        mv $package/_native.abi3.so.new $package/_native.abi3.so
    fi
done

# The tests, and the programs they start, find the package where it lies.
"$bin/python" -c 'import site, sys; open(site.getsitepackages()[0] + "/ocr_facture_api.pth", "w").write(sys.argv[1])' \
    "$PWD/bindings-python/python"

cd bindings-python
"$bin/ruff" check --quiet --config pyproject.toml . ../examples/python
"$bin/ruff" format --quiet --check --config pyproject.toml . ../examples/python
"$bin/mypy"
"$bin/basedpyright" --level error
MYPYPATH=python "$bin/stubtest" ocr_facture_api._native
# The vectors, asked of a server too.
SERVE=--debug ../server/with.sh "$bin/python" -m pytest "$@"

# As pip installs it, where there is nothing else; what is handed out is built for release by `make wheels`.
cd ..
rm -rf target/wheels-debug
"$bin/maturin" build --profile dev --quiet --manifest-path bindings-python/Cargo.toml --out target/wheels-debug
sh bindings-python/fresh.sh target/wheels-debug/*.whl target/python-debug
