"""One random change of a document: what people and programs get wrong, and what attackers try. Used by xsd.py."""

import copy

from lxml import etree

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
TEXTS = [
    "", " ", "x", "1", "1.", "1,5", "+1", "-", ".", "1e3", "1 000.00", "\u00a01", "12345678901234567890123456789.1", "NaN",
    "true", "TRUE", "2026-11-22", " 2026-11-22", "2026-02-29", "2026-11-22T10:00:00", "2026-11-22T24:00:01", "20261122",
    "22/11/2026", "2026-11-22Z", "2026-11-22+14:01", "10:00:00", "10:00", "24:00:00", "AAAA", "AAA", "AB==", "A A A A",
    "é", "fr", "fr_FR", "http://a b", "%zz", "http://[", "1:a", "::", "http://1.2.3.4x/", "http://1.2.3/", "//a:1", "a:1:b",
    "KGM", "KILO", "\n", "a\tb",
]
SAFE = set("abcdefghijklmnopqrstuvwxyz:/?#[]@%2F.1")


def mutate(root, rng):
    """Changes the document in place; says what was done."""
    elements = [n for n in root.iter() if isinstance(n.tag, str)]
    node = rng.choice(elements)
    inner = [n for n in elements if n is not root] or [root]
    change = rng.choice(CHANGES)
    return f"{change.__name__} {etree.QName(change(root, node, rng.choice(inner), rng, elements)).localname}"


def delete(root, node, inner, rng, elements):
    if inner is not root:
        inner.getparent().remove(inner)
    return inner


def duplicate(root, node, inner, rng, elements):
    if inner is not root:
        for _ in range(rng.choice((1, 1, 2))):
            inner.addnext(copy.deepcopy(inner))
    return inner


def swap(root, node, inner, rng, elements):
    after = inner.getnext()
    if inner is not root and after is not None:
        after.addnext(inner)
    return inner


def transplant(root, node, inner, rng, elements):
    target = rng.choice(elements)
    target.insert(rng.randint(0, len(target)), copy.deepcopy(inner))
    return target


def rename(root, node, inner, rng, elements):
    name, other = etree.QName(node), etree.QName(rng.choice(elements))
    node.tag = rng.choice((other.text, f"{{{other.namespace}}}{name.localname}", name.localname, name.text + "X",
                           f"{{{name.namespace}}}{other.localname}", "{urn:own}" + name.localname))
    return node


def text(root, node, inner, rng, elements):
    leaves = [n for n in elements if len(n) == 0] or elements
    leaf = rng.choice(leaves)
    leaf.text = rng.choice(TEXTS)
    return leaf


def letter(root, node, inner, rng, elements):
    leaf = rng.choice([n for n in elements if len(n) == 0] or elements)
    old = leaf.text or ""
    at = rng.randint(0, len(old))
    leaf.text = old[:at] + rng.choice(list("0 .-+:TZxé=/A")) + old[at + rng.randint(0, 1):]
    return leaf


def stray(root, node, inner, rng, elements):
    inner.tail = rng.choice(("x", " ", "\u00a0", "\n", "é"))
    return inner


def remark(root, node, inner, rng, elements):
    old, node.text = node.text, None
    node.insert(0, rng.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y"))))
    node.text, node[0].tail = (old or "")[:1] or None, (old or "")[1:] or None
    return node


def attribute(root, node, inner, rng, elements):
    names = ["currencyID", "schemeID", "unitCode", "format", "languageID", "listID", "listURI", "mimeCode", "filename",
             "unitCodeListVersionID", "x", "{urn:own}x", "{http://www.w3.org/XML/1998/namespace}lang", "xmlnsx"]
    node.set(rng.choice(names), rng.choice(TEXTS))
    return node


def change_attribute(root, node, inner, rng, elements):
    having = [n for n in elements if n.attrib]
    if having:
        node = rng.choice(having)
        key = rng.choice(list(node.attrib))
        if rng.random() < 0.4:
            del node.attrib[key]
        else:
            node.set(key, rng.choice(TEXTS))
    return node


def instance(root, node, inner, rng, elements):
    prefix = node.prefix + ":" if node.prefix else ""
    guess = etree.QName(node).localname + "Type"
    kind, value = rng.choice((("nil", "true"), ("nil", "false"), ("type", prefix + guess), ("type", guess),
                              ("type", "udt:IDType"), ("schemaLocation", "urn:own nowhere.xsd"), ("x", "y"),
                              ("noNamespaceSchemaLocation", "nowhere.xsd")))
    node.set(XSI + kind, value)
    return node


def empty(root, node, inner, rng, elements):
    for child in list(inner):
        inner.remove(child)
    inner.text = None
    return inner


def address(root, node, inner, rng, elements):
    """Addresses of all kinds, where the document has a place for one."""
    value = "".join(rng.choice(sorted(SAFE)) for _ in range(rng.randint(1, 12)))
    having = [n for n in elements for a in n.attrib if a.lower().endswith("uri")]
    target = rng.choice(having) if having else node
    key = next((a for a in target.attrib if a.lower().endswith("uri")), "schemeURI")
    target.set(key, value)
    return target


CHANGES = [delete, delete, duplicate, swap, swap, transplant, rename, rename, text, text, letter, letter, stray, remark,
           attribute, change_attribute, change_attribute, instance, empty, address]


# Places of a small UBL invoice where each type stands, and the letters its values are made of.
VALUES = {
    "decimal": ("<cbc:LineCountNumeric>{}</cbc:LineCountNumeric>", "0123456789.+- \n\u00a0e,", ["12.50", "-1", "+.5"]),
    "boolean": ("<cbc:CopyIndicator>{}</cbc:CopyIndicator>", "truefals01 ", ["true", "false", "1", "0"]),
    "date": ("<cbc:IssueDate>{}</cbc:IssueDate>", "0123456789-+:Z T", ["2026-11-22", "2024-02-29Z", "-0004-02-29+14:00"]),
    "time": ("<cbc:IssueTime>{}</cbc:IssueTime>", "0123456789:.+-Z ", ["10:00:00", "24:00:00Z", "23:59:59.9-01:30"]),
    "base64Binary": (
        "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode='a'>"
        "{}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>",
        "ABQgw019+/= \n-\u00e9", ["AAAA", "AQ==", "AAE="],
    ),
    "anyURI": ("<cbc:AccountingCostCode listURI='{}'>1</cbc:AccountingCostCode>",
               "abz19:/?#[]@!$()*+,;=%4F.-_~{}| \u00e9", ["http://a.b:80/c?d#e", "urn:a:b", "//[::1]/a", "http://1.2.3.4/", "a/b"]),
    "language": ("<cbc:Note languageID='{}'>x</cbc:Note>", "abcXYZ019-_ ", ["fr", "fr-FR", "i-klingon"]),
}


def value(word, rng):
    """A value near those of a type: a good one with up to three letters changed, or letters at random."""
    _, letters, good = VALUES[word]
    if rng.random() < 0.25:
        return "".join(rng.choice(letters) for _ in range(rng.randint(0, 9)))
    text = rng.choice(good)
    for _ in range(rng.randint(0, 3)):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice((rng.choice(letters), "")) + text[at + rng.randint(0, 1):]
    return text
