"""Dit si une plateforme acceptera une facture électronique. Tells whether a platform will take an e-invoice."""

from ocr_facture_api import OCRFactureAPI

with OCRFactureAPI() as api:
    report = api.validate("facturx.pdf")

for ruleset in report.rulesets:
    why = f" ({ruleset.why.fr})" if ruleset.why else ""
    print(f"{ruleset.id} {ruleset.version} : {ruleset.status}{why}")
for finding in report.fatal:
    print(f"{finding.rule} {finding.xpath} : {finding.message.fr}")
