#!/usr/bin/env python3
"""Draws the Python types from the JSON Schema of the format: `python3 generate.py`, after the bin `schema`.

docs/schema/answers.json gives the classes of invoice.py and answers.py, docs/schema/requests.json the options of
types.py. The files are committed; `tests/test_generated.py` draws them again and compares.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parent / "docs" / "schema"
PACKAGE = HERE / "python" / "ocr_facture_api"
WIDTH = 118
DECIMAL = r"^-?\d+(\.\d+)?$"

# `Warning` is a built-in class of Python; an error is an exception.
RENAMED = {"Warning": "Notice"}
BY_HAND = {"Error", "Rect"}
# What stands beside the fields of a class: `python/ocr_facture_api/_ways.py`.
WAYS = {"Extraction": "ExtractionWays", "Generated": "GeneratedWays", "Report": "ReportWays"}
OPTIONS = ["ExtractOptions", "CheckOptions", "GenerateOptions"]

Schema = dict[str, Any]


def load(name: str) -> Schema:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))["$defs"]


def is_names(schema: Schema) -> bool:
    """Whether it is a choice between texts."""
    return "enum" in schema or all("const" in one for one in schema.get("oneOf", [{}]))


def names(schema: Schema) -> list[str]:
    return schema.get("enum") or [one["const"] for one in schema["oneOf"]]


def literal(value: Any) -> str:
    """A value as Python writes it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def said(text: str) -> str:
    """A description without the links of Rust."""
    text = re.sub(r"\[`(?:\w+::)*(\w+)`\]", r"`\1`", text)
    return " ".join(text.split())


def doc(text: str, indent: str) -> list[str]:
    """A docstring."""
    text = said(text).replace("\\", "\\\\")
    lines = textwrap.wrap(f'"""{text}"""', WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    if len(lines) > 1:
        lines = textwrap.wrap(f'"""{text}', WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
        lines.append('"""')
    return [indent + line for line in lines]


class Draw:
    """The types of one schema document."""

    def __init__(self, definitions: Schema) -> None:
        self.definitions = definitions

    def plain(self, schema: Schema) -> tuple[Schema, bool]:
        """The schema without `null`, and whether it admitted it."""
        if "anyOf" in schema:
            kept = [one for one in schema["anyOf"] if one.get("type") != "null"]
            assert len(kept) == 1, schema
            return kept[0], len(kept) < len(schema["anyOf"])
        if isinstance(schema.get("type"), list):
            kinds = [kind for kind in schema["type"] if kind != "null"]
            # Amounts are asked for as text or number; Python gives text.
            kind = "string" if kinds == ["string", "number"] else kinds[0]
            return {**schema, "type": kind}, len(kinds) < len(schema["type"])
        return schema, False

    def type_of(self, schema: Schema) -> tuple[str, str, bool]:
        """The Python type, the expression that reads it from JSON, and whether it may be absent."""
        schema, absent = self.plain(schema)
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            if name == "Rect":
                return "Box", "as_box", absent
            if is_names(self.definitions[name]) or "properties" not in self.definitions[name]:
                return name, "None", absent
            name = RENAMED.get(name, name)
            return name, f"as_one({name})", absent
        kind = schema["type"]
        if kind == "array" and schema.get("maxItems") == schema.get("minItems") == 4:
            return "Box", "as_box", absent
        if kind == "array":
            item, read, _ = self.type_of(schema["items"])
            return f"Sequence[{item}]", "as_texts" if read == "None" else f"as_many({read})", absent
        if kind == "object":
            item, _, _ = self.type_of(schema["additionalProperties"])
            return f"Table[{item}]", f"as_table({item})", absent
        if kind == "string":
            if schema.get("pattern") == DECIMAL:
                return "Decimal", "as_decimal", absent
            if schema.get("contentEncoding") == "base64":
                return "bytes", "as_bytes", absent
            if schema.get("format") == "date":
                return "dt.date", "as_day", absent
            if schema.get("format") == "partial-date-time":
                return "dt.datetime", "None", absent
            return "str", "None", absent
        return {"integer": "int", "number": "float", "boolean": "bool"}[kind], "None", absent

    def fields(self, name: str) -> list[tuple[str, Schema]]:
        """In the order of Rust, which `required` keeps."""
        schema = self.definitions[name]
        properties, order = schema["properties"], schema.get("required", [])
        return [(field, properties[field]) for field in [*order, *(f for f in properties if f not in order)]]

    def needs(self, name: str) -> list[str]:
        """Classes a class is made of."""
        refs = re.findall(r'"#/\$defs/(\w+)"', json.dumps(self.definitions[name]))
        return [ref for ref in refs if not is_names(self.definitions[ref])]

    def in_order(self, wanted: Iterable[str]) -> list[str]:
        """These classes, each after those it is made of."""
        done: list[str] = []

        def add(name: str) -> None:
            if name not in done and name not in BY_HAND and not is_names(self.definitions[name]):
                for need in self.needs(name):
                    add(need)
                done.append(name)

        for name in wanted:
            add(name)
        return done

    def model(self, name: str) -> list[str]:
        """A class over what the engine answers."""
        told = RENAMED.get(name, name)
        bases = f"{WAYS[name]}, Model" if name in WAYS else "Model"
        fields = [(field, schema, *self.type_of(schema)) for field, schema in self.fields(name)]
        lines = [f"class {told}({bases}):", *doc(self.definitions[name]["description"], "    "), ""]
        shape = ", ".join(f'"{field}": {read}' for field, _, _, read, _ in fields)
        head = "    _shape: ClassVar[dict[str, Kind | None]] = {"
        if len(head) + len(shape) + 1 <= WIDTH + 2:
            lines.append(f"{head}{shape}}}")
        else:
            lines += [head, *(f'        "{field}": {read},' for field, _, _, read, _ in fields), "    }"]
        for field, schema, kind, _, absent in fields:
            default = self.default(schema, kind, absent, field in self.definitions[name].get("required", []))
            lines.append(f"    {field}: {kind}{' | None' if absent else ''}{default}")
            lines += doc(schema.get("description", field), "    ")
        return lines

    def default(self, schema: Schema, kind: str, absent: bool, required: bool) -> str:
        if absent:
            return " = None"
        if kind.startswith("Sequence") and ("default" in schema or not required):
            return " = ()"
        if kind == "bool" and not required:
            # Left out where it is not so.
            return " = False"
        if "default" not in schema:
            return ""
        return f" = {kind}()" if isinstance(schema["default"], dict) else f" = {literal(schema['default'])}"

    def options(self, name: str) -> list[str]:
        """The keyword arguments of a verb."""
        lines = [f"class {name}(TypedDict, total=False):", *doc(self.definitions[name]["description"], "    "), ""]
        for field, schema in self.fields(name):
            kind, _, absent = self.type_of(schema)
            # Spelt for Python 3.9, which reads them when it runs: the command line makes its flags of them.
            kind = "Union[str, bytes]" if kind == "bytes" else kind
            lines.append(f"    {field}: {f'Optional[{kind}]' if absent else kind}")
            default = schema.get("default")
            told = (
                "" if default in (None, False) or isinstance(default, dict) else f" Default: `{json.dumps(default)}`."
            )
            lines += doc(schema.get("description", field) + told.replace('"', ""), "    ")
        return lines

    def union(self, schema: Schema) -> str:
        """The type of what may be this or that."""
        if "enum" in schema:
            return f"Literal[{', '.join(json.dumps(text) for text in schema['enum'])}]"
        if isinstance(schema.get("type"), list):
            plain = {"boolean": "bool", "number": "float", "null": "None", "string": "str", "integer": "int"}
            return f"Union[{', '.join(plain[kind] for kind in schema['type'])}]"
        if "anyOf" in schema:
            return f"Union[{', '.join(self.union(one) for one in schema['anyOf'])}]"
        return self.type_of(schema)[0]

    def alias(self, name: str) -> list[str]:
        """A name for what may be this or that."""
        return [f"{name} = {self.union(self.definitions[name])}", *doc(self.definitions[name]["description"], "")]

    def choice(self, name: str) -> list[str]:
        """A choice between texts."""
        texts = [f'"{text}"' for text in names(self.definitions[name])]
        line = f"{name} = Literal[{', '.join(texts)}]"
        lines = [line] if len(line) <= WIDTH + 2 else [f"{name} = Literal[", *(f"    {text}," for text in texts), "]"]
        return [*lines, *doc(self.definitions[name].get("description", name), "")]


HEADER = '''# Drawn from docs/schema by generate.py: change the Rust types instead.
"""{}"""

from __future__ import annotations
'''


def types_py(answers: Draw, requests: Draw) -> str:
    """Choices and options."""
    every = Draw({**requests.definitions, **answers.definitions})
    choices = ["\n".join(every.choice(name)) for name in sorted(every.definitions) if is_names(every.definitions[name])]
    options = [
        "\n".join(every.options(name) if "properties" in every.definitions[name] else every.alias(name))
        for name in every.in_order(OPTIONS)
    ]
    head = HEADER.format("The options of the verbs, and the texts a value is chosen from.") + "\n" + IMPORTS_TYPES
    return head + "\n" + "\n\n".join(choices) + "\n\n\n" + "\n\n\n".join(options) + "\n"


IMPORTS_TYPES = """import datetime as dt
from collections.abc import Sequence
from typing import Literal, Optional, TypedDict, Union
"""

BASE = [
    "Box",
    "Kind",
    "Model",
    "Table",
    "as_box",
    "as_bytes",
    "as_day",
    "as_decimal",
    "as_many",
    "as_one",
    "as_table",
    "as_texts",
]


def imported(choices: list[str]) -> list[str]:
    """The import of these texts, on one line where it fits."""
    line = f"    from .types import {', '.join(choices)}"
    if len(line) <= WIDTH + 2:
        return [line]
    return ["    from .types import (", *(f"        {name}," for name in choices), "    )"]


def models_py(answers: Draw, classes: list[str], told: str, more: list[str]) -> str:
    """These classes, in a module of their own, with the imports they need."""
    body = "\n\n\n".join("\n".join(answers.model(name)) for name in classes) + "\n"
    choices = [name for name in sorted(answers.definitions) if is_names(answers.definitions[name])]
    choices = [name for name in choices if re.search(rf"^    \w+: {name}\b", body, re.M)]
    head = [
        *(["import datetime as dt"] if "dt." in body else []),
        "from collections.abc import Sequence",
        *(["from decimal import Decimal"] if "Decimal" in body else []),
        f"from typing import {'TYPE_CHECKING, ' if choices else ''}ClassVar",
        "",
        f"from ._base import {', '.join(name for name in BASE if re.search(rf'{name}', body))}",
        *more,
        *(["", "if TYPE_CHECKING:", *imported(choices)] if choices else []),
    ]
    return HEADER.format(told) + "\n" + "\n".join(head) + f"\n\n\n{body}"


def drawn() -> dict[str, str]:
    """Name and text of every file."""
    answers, requests = Draw(load("answers.json")), Draw(load("requests.json"))
    ordered = answers.in_order(answers.definitions)
    of_invoice = ordered[: ordered.index("Invoice") + 1]
    of_invoice = [name for name in of_invoice if name in closure(answers, "Invoice")]
    others = [name for name in ordered if name not in of_invoice]
    more = [f"from ._ways import {', '.join(sorted(WAYS.values()))}", "from .invoice import Invoice"]
    return {
        "types.py": types_py(answers, requests),
        "invoice.py": models_py(answers, of_invoice, "The invoice: the EN 16931 model and the French mentions.", []),
        "answers.py": models_py(answers, others, "What the verbs answer.", more),
    }


def closure(draw: Draw, name: str) -> set[str]:
    """A class and all those it is made of."""
    found = {name}
    for need in draw.needs(name):
        found |= closure(draw, need)
    return found


if __name__ == "__main__":
    for name, text in drawn().items():
        (PACKAGE / name).write_text(text, encoding="utf-8")
