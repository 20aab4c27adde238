#!/usr/bin/env node
// Packs what is published: the package people name, and one for each platform with its module.
//
//     node pack.mjs OUT [PLATFORM LIBRARY]...
//
// OUT receives a .tgz each, and `packages.json`, what a registry tells of all of them. A release builds a library a
// platform, and publishes the platforms before the package that asks for them.

import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const LICENSES = ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"];

/** The platforms there is a package for: the system, the processor and the C library npm knows them by. */
export const PLATFORMS = {
  "linux-x64-gnu": { os: ["linux"], cpu: ["x64"], libc: ["glibc"] },
  "linux-x64-musl": { os: ["linux"], cpu: ["x64"], libc: ["musl"] },
  "linux-arm64-gnu": { os: ["linux"], cpu: ["arm64"], libc: ["glibc"] },
  "linux-arm64-musl": { os: ["linux"], cpu: ["arm64"], libc: ["musl"] },
  "darwin-x64": { os: ["darwin"], cpu: ["x64"] },
  "darwin-arm64": { os: ["darwin"], cpu: ["arm64"] },
  "win32-x64-msvc": { os: ["win32"], cpu: ["x64"] },
  "win32-arm64-msvc": { os: ["win32"], cpu: ["arm64"] },
};

/** The package people name, as it is published. */
export function mainManifest() {
  const { devDependencies, scripts, ...manifest } = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8"));
  const names = Object.keys(PLATFORMS).map((platform) => [`@ocr-facture/node-${platform}`, manifest.version]);
  return { ...manifest, optionalDependencies: Object.fromEntries(names), publishConfig: { access: "public" } };
}

/** The package of a platform. */
export function platformManifest(platform) {
  const { version, license, repository, homepage, bugs, engines } = mainManifest();
  return {
    name: `@ocr-facture/node-${platform}`,
    version,
    description: `The module of ocr-facture-api for ${platform}: installed by it, where it is needed.`,
    license,
    repository,
    homepage,
    bugs,
    engines,
    ...PLATFORMS[platform],
    main: "ocr-facture.node",
    files: ["ocr-facture.node", ...LICENSES],
    publishConfig: { access: "public" },
  };
}

function pack(out, manifest, fill) {
  const folder = join(out, "packing");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of LICENSES) copyFileSync(join(HERE, name), join(folder, name));
  fill(folder);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const told = execFileSync(npm, ["pack", "--json", "--pack-destination", out, folder], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  const [{ filename, size, integrity }] = [Object.values(JSON.parse(told))].flat(2);
  return { manifest, filename, size, integrity };
}

function main([out, ...libraries]) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const packed = [];
  for (let at = 0; at < libraries.length; at += 2) {
    const [platform, library] = libraries.slice(at, at + 2);
    if (!(platform in PLATFORMS)) throw new Error(`${platform} : ${Object.keys(PLATFORMS).join(", ")}`);
    const fill = (folder) => {
      copyFileSync(library, join(folder, "ocr-facture.node"));
      writeFileSync(join(folder, "README.md"), `The module of ocr-facture-api for ${platform}.\n`);
    };
    packed.push(pack(out, platformManifest(platform), fill));
  }
  packed.push(
    pack(out, mainManifest(), (folder) => {
      cpSync(join(HERE, "dist"), join(folder, "dist"), { recursive: true });
      copyFileSync(join(HERE, "README.md"), join(folder, "README.md"));
    }),
  );
  writeFileSync(join(out, "packages.json"), JSON.stringify(packed, null, 2));
  for (const { filename, size } of packed) console.log(`${join(out, filename)} : ${Math.ceil(size / 1024)} Kio`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
