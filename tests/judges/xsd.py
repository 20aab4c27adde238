"""Our XML schemas beside libxml2 on the official ones: samples, documents drawn from the schemas, and mutants of both.

    python3 tests/judges/xsd.py [--count 3000] [--seed 1] [--einvoice ../shared/einvoice]

Needs lxml (PyPI) and the official schemas; says so and stops where they are absent. Builds `grammar` with cargo. Ends
with 1 if one verdict differs.
"""

import argparse
import collections
import gzip
import json
import pathlib
import random
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = {
    "cii-d22b": "cii-d22b-uncoupled/CrossIndustryInvoice_100pD22B.xsd",
    "facturx-minimum": "facturx-1.09.2/minimum/FACTUR-X_MINIMUM.xsd",
    "facturx-basicwl": "facturx-1.09.2/basicwl/FACTUR-X_BASIC-WL.xsd",
    "facturx-basic": "facturx-1.09.2/basic/FACTUR-X_BASIC.xsd",
    "facturx-en16931": "facturx-1.09.2/en16931/FACTUR-X_EN16931.xsd",
    "facturx-extended": "facturx-1.09.2/extended/FACTUR-X_EXTENDED.xsd",
    "ubl-invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "ubl-creditnote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=3000, help="mutants a grammar")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--einvoice", type=pathlib.Path, default=HOME / "../shared/einvoice")
    options = options.parse_args()
    try:
        from lxml import etree
    except ImportError:
        print("skipped: lxml is not installed (pip install lxml)")
        return 0
    if not options.einvoice.is_dir():
        print(f"skipped: {options.einvoice} is absent")
        return 0
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    import xsd_draw
    import xsd_mutate

    subprocess.run(["cargo", "build", "-q", "-p", "ocr-facture-tests", "--bin", "grammar"], cwd=HOME, check=True)
    judge = HOME / "target/debug/grammar"
    print(f"libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))}, seed {options.seed}")
    differing = 0
    for grammar, path in SCHEMAS.items():
        rng = random.Random(f"{options.seed} {grammar}")
        schema = etree.XMLSchema(etree.parse(str(options.einvoice / "xsd" / path)))
        drawer = xsd_draw.Drawer(options.einvoice / "xsd" / path, rng)
        bases = samples(options.einvoice, grammar)
        documents = [(f"drawn {i}", drawer.document()) for i in range(options.count // 2)]
        for i in range(options.count):
            base = rng.choice(bases) if bases and rng.random() < 0.5 else drawer.document()
            tree = etree.fromstring(base)
            done = [xsd_mutate.mutate(tree, rng) for _ in range(rng.choice((1, 1, 1, 2)))]
            documents.append((f"mutant {i}: {done}", etree.tostring(tree, encoding="unicode").encode()))
        differing += compare(etree, schema, grammar, documents, judge)
        if grammar == "ubl-invoice":
            for word in xsd_mutate.VALUES:
                drawn = [value_document(word, xsd_mutate, rng) for _ in range(options.count)]
                differing += compare(etree, schema, grammar, drawn, judge, word)
    return 1 if differing else 0


def value_document(word, xsd_mutate, rng):
    """A small invoice with one value of a type in it."""
    value = xsd_mutate.value(word, rng)
    holder = xsd_mutate.VALUES[word][0].format(value.replace("&", "&amp;").replace("'", "&apos;"))
    parts = {name: "" for name in ("boolean", "date", "time", "language", "anyURI", "decimal", "base64Binary")}
    parts["date"] = "<cbc:IssueDate>2026-11-22</cbc:IssueDate>"
    parts[word] = holder
    text = (HOME / "tests/vectors/check/small.ubl.xml").read_text()
    text = text.replace("<cbc:IssueDate>2026-11-22</cbc:IssueDate>", parts["boolean"] + parts["date"] + parts["time"])
    after = "<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>"
    text = text.replace(after, after + parts["language"])
    currency = "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    late = parts["anyURI"] + parts["decimal"] + parts["base64Binary"]
    return f"{word} {value!r}", text.replace(currency, currency + late).encode()


def samples(einvoice, grammar):
    """Documents of the collection that the schema takes, the smaller ones."""
    golden = json.load(gzip.open(einvoice / "golden/xsd_results.json.gz"))
    names = [n for n, v in golden.items() if n.endswith(".xml") and v.get(grammar) is True]
    names = [n for n in names if (einvoice / n).stat().st_size < 40_000]
    return [(einvoice / n).read_bytes() for n in sorted(names)[:60]]


def compare(etree, schema, grammar, documents, judge, what="documents"):
    verdicts, questions = [], []
    for name, document in documents:
        tree = etree.fromstring(document)
        verdicts.append((name, schema.validate(tree), [e.message for e in schema.error_log][:2]))
        questions.append(json.dumps({"grammar": grammar, "xml": document.decode()}))
    answers = subprocess.run([judge, "judge"], input="\n".join(questions) + "\n", capture_output=True, text=True, check=True)
    differing, kinds = 0, collections.Counter()
    for (name, valid, errors), answer, question in zip(verdicts, answers.stdout.splitlines(), questions, strict=True):
        found = json.loads(answer)
        kinds.update({violation[0] for violation in found} if isinstance(found, list) else ["not read"])
        if valid != (found == []):
            differing += 1
            if differing <= 5:
                print(f"  {name}: libxml2 {errors or 'valid'}, here {str(found)[:400]}")
                pathlib.Path(f"/tmp/xsd-{grammar}-{differing}.xml").write_text(json.loads(question)["xml"])
    valid = sum(valid for _, valid, _ in verdicts)
    print(f"{grammar:16} {len(verdicts):6} {what}, {valid:6} valid, {differing} differ; {dict(kinds.most_common())}")
    return differing


if __name__ == "__main__":
    sys.exit(main())
