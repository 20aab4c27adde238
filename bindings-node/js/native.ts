// Finds the module of this machine: built here, or in the package npm installed for this system and processor.

import { existsSync } from "node:fs";
import { join } from "node:path";

/** What came of a call: the JSON of the answer or of the error. */
export interface Told {
  readonly ok: boolean;
  readonly text: string;
}

/** A flag to stop work with. */
export interface NativeCancel {
  cancel(): void;
}

/** The engine of one client. */
export interface NativeEngine {
  call(
    request: string,
    document: Uint8Array | undefined,
    path: string | undefined,
    cancel: NativeCancel | undefined,
    call: string | undefined,
  ): Promise<Told>;
  /** The same engine with threads of its own. */
  lane(concurrency: number): NativeEngine;
}

interface Native {
  readonly Cancel: new () => NativeCancel;
  readonly Engine: new (cache?: string, concurrency?: number) => NativeEngine;
  /** An engine that asks a server, or the JSON of the error. */
  remote(options: string, concurrency: number): NativeEngine | string;
  verifyWebhook(secrets: readonly string[], headers: readonly [string, string][], body: Uint8Array, now: number): Told;
  /** The bytes of a base64 text, or the JSON of the error. */
  decode(text: string): Buffer | string;
  /** How many threads work where nothing else is said. */
  cores(): number;
  /** How many bytes a document may have where nothing else is said. */
  byteLimit(): number;
  version(): string;
}

/** Whether the C library of this Linux is musl. */
function isMusl(): boolean {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined;
  return report?.header?.glibcVersionRuntime === undefined;
}

/** What this machine may be called, likeliest first. */
function platforms(): string[] {
  const machine = `${process.platform}-${process.arch}`;
  if (process.platform === "linux") return [`${machine}-gnu`, `${machine}-musl`];
  return process.platform === "win32" ? [`${machine}-msvc`] : [machine];
}

function load(): Native {
  const { version } = require("../package.json") as { version: string };
  const causes: unknown[] = [];
  for (const platform of platforms()) {
    const built = join(__dirname, "..", "native", `ocr-facture.${platform}.node`);
    const from = existsSync(built) ? built : `@ocr-facture/node-${platform}`;
    try {
      const native = require(from) as Native;
      if (native.version() === version) return native;
      causes.push(new Error(`${from} : version ${native.version()}, au lieu de ${version}`));
    } catch (error) {
      causes.push(error);
    }
  }
  const [first = "", musl] = platforms();
  const wanted = `@ocr-facture/node-${musl !== undefined && isMusl() ? musl : first}`;
  throw new AggregateError(
    causes,
    `ocr-facture-api : il manque le paquet ${wanted} de cette machine (${process.platform}, ${process.arch}), ou il ne se ` +
      `charge pas : ${causes.map((cause) => (cause as Error).message.split("\n", 1)[0]).join(" ; ")}. Réinstallez sans ` +
      `--omit=optional ni node_modules d'un autre système, ou : npm install ${wanted}@${version}. ` +
      `(The package ${wanted} of this machine is missing or does not load.)`,
  );
}

/** The module. */
export const native = load();
