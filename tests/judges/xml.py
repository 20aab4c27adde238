#!/usr/bin/env python3
"""Official judges over a folder of XML invoices: schemas, then Schematron.

usage: xml.py FOLDER EINVOICE [--warnings]

FOLDER holds *.xml. EINVOICE is the shared collection with `xsd/` and `schematron/`. Prints one line a finding and a
summary; the exit status is 1 when a schema or a fatal rule fails. Each stylesheet is compiled once.
"""

import argparse
import collections
import pathlib
import re
import sys

from lxml import etree
from saxonche import PySaxonProcessor

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
# Folder of the schema, its file, the stylesheet of the profile, whether EN 16931 applies as well.
PROFILES = {
    "urn:factur-x.eu:1p0:minimum": ("minimum", "MINIMUM", "MINIMUM", False),
    "urn:factur-x.eu:1p0:basicwl": ("basicwl", "BASIC-WL", "BASIC-WL", False),
    "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic": ("basic", "BASIC", "BASIC", True),
    "urn:cen.eu:en16931:2017": ("en16931", "EN16931", "EN16931", True),
    "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended": ("extended", "EXTENDED", "EXTENDED", True),
}
NAMESPACE = re.compile(r"\*:|\[namespace-uri\(\)='[^']*'\]")
FRENCH = {"FR", "GP", "MQ", "GF", "RE", "YT", "BL", "MF", "PM"}


def text(tree, path):
    found = tree.xpath(path)
    return (found[0].text or "").strip() if found else ""


def local(*names):
    return "//" + "/".join(f"*[local-name()='{name}']" for name in names)


class Judges:
    def __init__(self, root, saxon):
        self.root, self.saxon = root, saxon.new_xslt30_processor()
        self.schemas, self.sheets = {}, {}

    def schema(self, path):
        if path not in self.schemas:
            self.schemas[path] = etree.XMLSchema(etree.parse(self.root / "xsd" / path))
        schema = self.schemas[path]
        return lambda tree: [] if schema.validate(tree) else [f"line {e.line}: {e.message}" for e in schema.error_log]

    def sheet(self, path):
        if path not in self.sheets:
            self.sheets[path] = self.saxon.compile_stylesheet(stylesheet_file=str(self.root / "schematron" / path))
        return self.sheets[path]

    def rules(self, path, file):
        svrl = self.sheet(path).transform_to_string(source_file=str(file))
        for failed in etree.fromstring(svrl.encode()).iter(SVRL + "failed-assert", SVRL + "successful-report"):
            message = " ".join("".join(failed.itertext()).split())
            place = NAMESPACE.sub("", failed.get("location") or "")
            yield failed.get("id") or "-", failed.get("flag") or "fatal", place, message

    def plan(self, tree):
        """Schemas and stylesheets that a document is to pass."""
        if etree.QName(tree.getroot()).localname == "CrossIndustryInvoice":
            profile = text(tree, local("GuidelineSpecifiedDocumentContextParameter", "ID"))
            folder, schema, sheet, whole = PROFILES[profile]
            schemas = [f"facturx-1.09.2/{folder}/FACTUR-X_{schema}.xsd", "cii-d22b-uncoupled/CrossIndustryInvoice_100pD22B.xsd"]
            sheets = [f"facturx-1.09.2/FACTUR-X_{sheet}.xslt"]
            if whole:
                sheets.append("en16931-1.3.16/EN16931-CII-validation.xslt")
            country, french = text(tree, local("SellerTradeParty", "PostalTradeAddress", "CountryID")), "CII"
            # The reform has no use for MINIMUM, which has no notes.
            if folder == "minimum":
                country = ""
        else:
            name = etree.QName(tree.getroot()).localname
            schemas = [f"ubl-2.1/maindoc/UBL-{name}-2.1.xsd"]
            sheets = ["en16931-1.3.16/EN16931-UBL-validation.xslt"]
            supplier = local("AccountingSupplierParty", "Party", "PostalAddress", "Country", "IdentificationCode")
            country, french = text(tree, supplier), "UBL"
        if country in FRENCH:
            sheets.append(f"fr-ctc-2026-10/BR-FR-Flux2-Schematron-{french}.xslt")
        return schemas, sheets

    def judge(self, file):
        tree = etree.parse(file)
        schemas, sheets = self.plan(tree)
        for path in schemas:
            for message in self.schema(path)(tree):
                yield pathlib.Path(path).stem, "xsd", "fatal", "", message
        for path in sheets:
            for rule, flag, location, message in self.rules(path, file):
                yield pathlib.Path(path).stem, rule, flag, location, message


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("einvoice", type=pathlib.Path)
    parser.add_argument("--warnings", action="store_true", help="print warnings too")
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.xml"))
    counts, documents, fatal = collections.Counter(), collections.Counter(), 0
    with PySaxonProcessor(license=False) as saxon:
        judges = Judges(options.einvoice.resolve(), saxon)
        for file in files:
            documents[file.name.rsplit(".", 2)[-2]] += 1
            for ruleset, rule, flag, location, message in judges.judge(file):
                is_fatal = flag in ("fatal", "error")
                fatal += is_fatal
                counts[(ruleset, rule, flag)] += 1
                if is_fatal or options.warnings:
                    print(f"{file.name}: {ruleset}: {rule} ({flag}) {location} {message[:300]}")
    for (ruleset, rule, flag), count in sorted(counts.items()):
        print(f"{count:5} {flag:8} {ruleset} {rule}")
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(documents.items()))
    print(f"{len(files)} documents ({kinds}), {fatal} fatal findings")
    return 1 if fatal or not files else 0


if __name__ == "__main__":
    sys.exit(main())
