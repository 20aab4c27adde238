"""Documents drawn at random from an XML schema, so that every type of it is met. Used by xsd.py."""

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
VALUES = {
    "decimal": ["1", "1.", ".5", "-1.00", "+3", " 12.50 ", "0000"],
    "boolean": ["true", "false", "1", "0", " true"],
    "date": ["2026-11-22", "2024-02-29Z", "2026-11-22+02:00"],
    "dateTime": ["2026-11-22T10:00:00", "2026-11-22T24:00:00Z"],
    "time": ["10:00:00", "23:59:59.5+01:00"],
    "base64Binary": ["", "AAAA", "AQ==", "AA A A"],
    "anyURI": ["", "http://a.b/c?d#e", "a b", "é", "#x"],
    "language": ["fr", "fr-FR", " en "],
}
ANY = ["x", "", " a  b ", "é€", "1", "ABC"]


class Drawer:
    def __init__(self, path, rng):
        self.rng, self.types, self.elements, self.seen = rng, {}, {}, set()
        self.root = None
        self.load(path)

    def load(self, path):
        path = path.resolve()
        if path in self.seen or "xmldsig" in path.name or "XAdES" in path.name:
            return
        first = not self.seen
        self.seen.add(path)
        schema = etree.parse(str(path)).getroot()
        target = schema.get("targetNamespace")
        for node in schema:
            if node.tag in (XS + "import", XS + "include"):
                self.load(path.parent / node.get("schemaLocation"))
            elif node.tag == XS + "element":
                name = f"{{{target}}}{node.get('name')}"
                self.elements[name] = node
                self.root = name if first else self.root
            elif node.tag in (XS + "complexType", XS + "simpleType"):
                self.types[f"{{{target}}}{node.get('name')}"] = node

    @staticmethod
    def resolve(node, name):
        prefix, _, local = name.rpartition(":")
        return f"{{{node.nsmap.get(prefix or None)}}}{local}"

    def document(self):
        root = etree.Element(self.root)
        self.left = self.rng.choice((20, 80, 300))
        self.fill(root, self.elements[self.root], 0)
        return etree.tostring(root)

    def fill(self, element, declaration, depth):
        self.left -= 1
        name = declaration.get("type")
        if name is None:
            self.complex(element, declaration.find(XS + "complexType"), depth)
        else:
            self.typed(element, self.resolve(declaration, name), depth)

    def typed(self, element, name, depth):
        if name.startswith(XS):
            element.text = self.value(name)
        elif self.types[name].tag == XS + "simpleType":
            element.text = self.value(name)
        else:
            self.complex(element, self.types[name], depth)

    def complex(self, element, node, depth):
        content = node.find(XS + "simpleContent")
        if content is not None:
            derived = content[0]
            self.typed(element, self.resolve(derived, derived.get("base")), depth)
            self.attributes(element, derived)
            return
        self.attributes(element, node)
        for group in node:
            if group.tag in (XS + "sequence", XS + "choice"):
                self.group(element, group, depth)

    def attributes(self, element, node):
        for attribute in node.findall(XS + "attribute"):
            # What a restriction tells again replaces what its base told.
            if attribute.get("use") == "required" or self.rng.random() < 0.15:
                value = attribute.get("fixed") or self.value(self.resolve(attribute, attribute.get("type")))
                element.set(attribute.get("name"), value)

    def group(self, element, node, depth):
        parts = [n for n in node if n.tag != XS + "annotation"]
        if node.tag == XS + "choice":
            parts = [self.rng.choice(parts)]
        for part in parts:
            least, most = int(part.get("minOccurs", 1)), part.get("maxOccurs", "1")
            most = 3 if most == "unbounded" else int(most)
            count = least
            if self.left > 0 and depth < 12 and self.rng.random() < 0.25:
                count = self.rng.randint(least, most)
            for _ in range(count):
                self.part(element, part, depth)

    def part(self, element, part, depth):
        if part.tag == XS + "any":
            etree.SubElement(element, "{urn:own}extension", kind="own").text = "own"
        elif part.get("ref"):
            name = self.resolve(part, part.get("ref"))
            self.fill(etree.SubElement(element, name), self.elements[name], depth + 1)
        else:
            target = part.getroottree().getroot().get("targetNamespace")
            self.fill(etree.SubElement(element, f"{{{target}}}{part.get('name')}"), part, depth + 1)

    def value(self, name):
        if name.startswith(XS):
            return self.rng.choice(VALUES.get(name.removeprefix(XS), ANY))
        restriction = self.types[name].find(XS + "restriction")
        values = [n.get("value") for n in restriction.findall(XS + "enumeration")]
        if values:
            return self.rng.choice(values)
        if restriction.find(XS + "minLength") is not None:
            return self.rng.choice(["KGM", "A", " AB "])
        return self.value(self.resolve(restriction, restriction.get("base")))
