#!/usr/bin/env node
// The proof that the packages need nothing: installed by npm, from a registry of our own, into a new folder where no
// compiler is to be found, they run the quick start. Then without the platform's package, to see what is said.
//
//     node fresh.mjs OUT [--node PATH]      OUT: what pack.mjs wrote

import { execFile, execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";

import { PLATFORMS, platformManifest } from "./pack.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const out = resolve(process.argv[2]);
const node = process.argv[3] === "--node" ? resolve(process.argv[4]) : process.execPath;
const packed = JSON.parse(readFileSync(join(out, "packages.json"), "utf8"));

/** A registry of the packages that were packed; it knows the other platforms' by name alone. */
function registry(request, response) {
  const asked = decodeURIComponent(request.url.slice(1));
  const known = packed.find(({ filename }) => filename === asked);
  if (known !== undefined) return response.end(readFileSync(join(out, known.filename)));
  const unbuilt = Object.keys(PLATFORMS).map((platform) => ({ manifest: platformManifest(platform), filename: "none.tgz" }));
  const one = [...packed, ...unbuilt].find(({ manifest }) => manifest.name === asked);
  if (one === undefined) return response.writeHead(404).end("{}");
  const { manifest, filename, integrity } = one;
  const dist = { tarball: `http://${request.headers.host}/${filename}`, ...(integrity === undefined ? {} : { integrity }) };
  const versions = { [manifest.version]: { ...manifest, dist } };
  response.setHeader("content-type", "application/json");
  return response.end(JSON.stringify({ name: asked, "dist-tags": { latest: manifest.version }, versions }));
}

/** npm's program, beside the Node that runs this. */
function npm() {
  const beside = join(dirname(realpathSync(process.execPath)), "../lib/node_modules/npm/bin/npm-cli.js");
  if (existsSync(beside)) return beside;
  return realpathSync(execFileSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).trim());
}

const place = mkdtempSync(join(tmpdir(), "ocr-facture-fresh-"));
const server = createServer(registry).listen(0, "127.0.0.1");
await once(server, "listening");
try {
  // Nothing of the machine but Node: no cargo, no compiler, no shell, no variable.
  const bin = join(place, "bin");
  mkdirSync(bin);
  symlinkSync(node, join(bin, "node"));
  const here = join(place, "here");
  mkdirSync(here);
  const env = { PATH: bin, HOME: place };
  const run = async (...args) => {
    const { stdout } = await promisify(execFile)(join(bin, "node"), args, { cwd: here, env });
    process.stdout.write(stdout.replace(/^added.*\n/gm, ""));
  };
  const address = `http://127.0.0.1:${server.address().port}/`;
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error", "--registry", address];
  await run(npm(), "install", "ocr-facture-api", ...quiet);
  const installed = readdirSync(join(here, "node_modules/@ocr-facture"));
  if (installed.length !== 1) throw new Error(`un seul module natif devait être installé : ${installed}`);
  for (const name of ["quick_start.mjs", "quick_start.cjs"]) copyFileSync(join(HERE, "tests", name), join(here, name));
  copyFileSync(join(HERE, "../examples/facture.json"), join(here, "facture.json"));
  await run("quick_start.mjs");
  await run("quick_start.cjs");
  rmSync(join(here, "node_modules/@ocr-facture"), { recursive: true });
  const told = await run("quick_start.cjs").catch((error) => error.stderr);
  if (!told?.includes(`npm install @ocr-facture/${installed[0]}@`)) throw new Error(`le paquet absent n'est pas nommé : ${told}`);
  console.log(`sans @ocr-facture/${installed[0]} : l'erreur le nomme`);
} finally {
  server.close();
  rmSync(place, { recursive: true, force: true });
}
