#!/bin/sh
# Puts models of character recognition into target/models, and libtesseract on the machine, where a registry has them.
# What cannot be had is said, and the tests that would use it say so again: nothing here fails the build.
set -u
cd "$(dirname "$0")/../.."
place=target/models
mkdir -p $place

# The library itself, for the engine that uses it.
if ! ldconfig -p 2>/dev/null | grep -q libtesseract && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    (apt-get update -qq && apt-get install -y -qq libtesseract5 tesseract-ocr) >/dev/null 2>&1 ||
        echo "modèles : libtesseract n'a pas pu être installée"
fi
# PP-OCR: the package rapidocr carries its models. Apache-2.0.
if ! ls $place/*_rec_*.onnx >/dev/null 2>&1; then
    pip=target/judges/bin/pip
    [ -x $pip ] || pip="python3 -m pip"
    $pip download --quiet --disable-pip-version-check --no-deps --dest $place rapidocr==3.10.0 ||
        echo "modèles : PyPI ne répond pas, PP-OCR ne sera pas essayé"
    for wheel in $place/rapidocr-*.whl; do
        [ -f "$wheel" ] && python3 -m zipfile -e "$wheel" $place/wheel && mv $place/wheel/rapidocr/models/*.onnx $place
    done
    rm -rf $place/wheel $place/*.whl
fi

# Tesseract: its models out of Debian's packages, without installing them. Apache-2.0.
for language in fra eng deu spa ita por nld; do
    [ -f $place/$language.traineddata ] && continue
    installed=$(ls /usr/share/tesseract-ocr/*/tessdata/$language.traineddata 2>/dev/null | head -n 1)
    if [ -n "$installed" ]; then
        cp "$installed" $place
    elif command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
        (cd $place && apt-get download -qq tesseract-ocr-$language >/dev/null 2>&1 &&
            dpkg-deb -x tesseract-ocr-${language}_*.deb deb && cp deb/usr/share/tesseract-ocr/*/tessdata/$language.traineddata .
            rm -rf deb tesseract-ocr-${language}_*.deb)
    fi
    [ -f $place/$language.traineddata ] || echo "modèles : $language.traineddata n'a pas pu être trouvé"
done

exit 0
