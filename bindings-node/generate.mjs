#!/usr/bin/env node
// Draws the types of TypeScript from the JSON Schema of the format: `node generate.mjs`, after the bin `schema`.
//
// docs/schema/answers.json gives what the verbs answer, docs/schema/requests.json their options and the invoice handed in.
// The files drawn are committed in js/; tests/package.test.mjs draws them again and compares.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const WIDTH = 118;
const DECIMAL = /^\^-\?\\d\+/;
// Told by errors.ts, by a verb, or as a tuple.
const BY_HAND = new Set(["Error", "Rect", "Refusal", "Request", "Row"]);

const load = (name) =>
  JSON.parse(readFileSync(new URL(`../docs/schema/${name}`, import.meta.url), "utf8")).$defs;

/** Whether it is a choice between texts. */
const isNames = (schema) => "enum" in schema || ("oneOf" in schema && schema.oneOf.every((one) => "const" in one));

const names = (schema) => schema.enum ?? schema.oneOf.map((one) => one.const);

/** A description without the links of Rust. */
const said = (text) => text.replace(/\[`(?:\w+::)*(\w+)`\]/g, "`$1`").replace(/\s+/g, " ").trim();

/** A comment. */
function doc(text, indent) {
  const lines = [];
  for (const word of said(text).split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + word.length + indent.length + 4 <= WIDTH) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  if (lines.length === 1 && lines[0].length + indent.length + 7 <= WIDTH) return [`${indent}/** ${lines[0]} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`];
}

/** The types of one schema document; `suffix` tells the classes of what is handed in from those of what is answered. */
class Draw {
  constructor(definitions, suffixed = new Set()) {
    this.definitions = definitions;
    this.suffixed = suffixed;
  }

  named(name) {
    return this.suffixed.has(name) ? `${name}Input` : name;
  }

  /** The type of a value. */
  type(schema) {
    if ("anyOf" in schema) return schema.anyOf.map((one) => this.type(one)).join(" | ");
    if ("enum" in schema) return schema.enum.map((text) => JSON.stringify(text)).join(" | ");
    if ("$ref" in schema) {
      const name = schema.$ref.split("/").at(-1);
      return name === "Rect" ? "Box" : this.named(name);
    }
    const kinds = [schema.type].flat();
    if (DECIMAL.test(schema.pattern ?? "")) {
      const decimal = kinds.includes("number") ? "DecimalInput" : "Decimal";
      return kinds.includes("null") ? `${decimal} | null` : decimal;
    }
    return kinds.map((kind) => this.plain(kind, schema)).join(" | ");
  }

  plain(kind, schema) {
    switch (kind) {
      case "null":
        return "null";
      case "array":
        if (schema.minItems === 4 && schema.maxItems === 4) return "Box";
        return `readonly ${this.grouped(schema.items)}[]`;
      case "object":
        return `Readonly<Record<string, ${this.type(schema.additionalProperties)}>>`;
      case "string":
        if (schema.contentEncoding === "base64") return this.suffixed.size > 0 ? "string | Uint8Array" : "Buffer";
        return schema.format === "date" ? "IsoDate" : "string";
      case "integer":
        return "number";
      default:
        return kind;
    }
  }

  grouped(schema) {
    const type = this.type(schema);
    return type.includes(" ") ? `(${type})` : type;
  }

  /** In the order of Rust, which `required` keeps. */
  fields(name) {
    const { properties, required = [] } = this.definitions[name];
    const order = [...required, ...Object.keys(properties).filter((field) => !required.includes(field))];
    return order.map((field) => [field, properties[field], required.includes(field)]);
  }

  /** An object with its fields. */
  object(name, handedIn) {
    const lines = [...doc(this.definitions[name].description, ""), `export interface ${this.named(name)} {`];
    for (const [field, schema, required] of this.fields(name)) {
      const value = schema.default;
      const told = typeof value === "string" || typeof value === "number" || value === true;
      const note = handedIn && told ? ` Default: \`${JSON.stringify(value).replaceAll('"', "")}\`.` : "";
      lines.push(...doc((schema.description ?? field) + note, "  "));
      lines.push(`  ${handedIn ? "" : "readonly "}${field}${required ? "" : "?"}: ${this.type(schema)};`);
    }
    return [...lines, "}"].join("\n");
  }

  /** A choice between texts. */
  choice(name) {
    const texts = names(this.definitions[name]).map((text) => JSON.stringify(text));
    const line = `export type ${name} = ${texts.join(" | ")};`;
    const long = [`export type ${name} =`, ...texts.map((text) => `  | ${text}`)].join("\n");
    return [...doc(this.definitions[name].description ?? name, ""), line.length <= WIDTH ? line : `${long};`].join("\n");
  }

  /** A name for what may be this or that. */
  alias(name) {
    const schema = this.definitions[name];
    return [...doc(schema.description, ""), `export type ${name} = ${this.type(schema)};`].join("\n");
  }

  /** A definition and all those it is made of. */
  closure(name, found = new Set()) {
    if (found.has(name)) return found;
    found.add(name);
    for (const [, inner] of JSON.stringify(this.definitions[name]).matchAll(/"#\/\$defs\/(\w+)"/g)) {
      this.closure(inner, found);
    }
    return found;
  }
}

const HEADER = `// Drawn from docs/schema by generate.mjs: change the Rust types instead.
`;

const VALUES = `/** A decimal number in text, exact: \`"228.00"\`. See \`amounts\` for sums and comparisons. */
export type Decimal = string;

/** A decimal number handed in: text, or a whole number. A \`number\` with decimals is refused: it has lost its cents. */
export type DecimalInput = string | number | bigint;

/** A day, ISO 8601: \`"2026-11-02"\`. */
export type IsoDate = string;

/** A box on a page: left, top, right, bottom, in points from the top-left corner of the upright page. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];`;

/** A file: its types, after those it takes from others. */
function file(told, parts, others) {
  const body = parts.join("\n\n");
  const uses = (name) => new RegExp(`\\b${name}\\b`).test(body.replace(/\/\*\*[^]*?\*\//g, ""));
  const imports = Object.entries(others)
    .map(([module, list]) => [module, list.filter(uses)])
    .filter(([, list]) => list.length > 0)
    .map(([module, list]) => `import type {${list.map((name) => `\n  ${name},`).join("")}\n} from "./${module}.js";`);
  return `${[`${HEADER}// ${told}`, ...imports, body].join("\n\n")}\n`;
}

/** Name and text of every file. */
export function drawn() {
  const answers = load("answers.json");
  const requests = load("requests.json");
  const answered = new Draw(answers);
  const every = { ...requests, ...answers };
  const objects = (draw, list) => list.filter((name) => "properties" in draw.definitions[name] && !BY_HAND.has(name));
  const invoice = objects(new Draw(requests), [...new Draw(requests).closure("Invoice")].sort());
  const read = answered.closure("Invoice");
  const asked = new Draw(requests, new Set(invoice));
  const options = Object.keys(requests).filter((name) => name.endsWith("Options"));
  const optional = [...new Set(options.flatMap((name) => [...asked.closure(name)]))].sort();
  const aliases = optional.filter((name) => !("properties" in requests[name]) && !isNames(requests[name]));
  const choices = Object.keys(every)
    .sort()
    .filter((name) => isNames(every[name]));
  const types = [...choices, "Decimal", "DecimalInput", "IsoDate", "Box"];
  return {
    "types.ts": file("The options of the verbs, and the texts a value is chosen from.", [
      VALUES,
      ...choices.map((name) => new Draw(every).choice(name)),
      ...aliases.map((name) => asked.alias(name)),
      ...objects(asked, optional).map((name) => asked.object(name, true)),
    ], {}),
    "answers.ts": file(
      "What the verbs answer. Names are those of the JSON, the same in every language.",
      objects(answered, Object.keys(answers).filter((name) => !read.has(name))).map((name) => answered.object(name, false)),
      { types, invoice: ["Invoice"] },
    ),
    "invoice.ts": file(
      "The invoice as it is read: the EN 16931 model and the French mentions.",
      objects(answered, [...read].sort()).map((name) => answered.object(name, false)),
      { types },
    ),
    "invoice-input.ts": file(
      "The invoice as it is handed in: all may be left out, and amounts may be whole numbers.",
      invoice.map((name) => asked.object(name, true)),
      { types },
    ),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(drawn())) writeFileSync(new URL(`js/${name}`, import.meta.url), text);
}
