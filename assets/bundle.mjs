// Copies the few third-party files that pages load into the Python package, each beside its licence,
// and writes manifest.json: where each file comes from and what it must hash to.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");
const page = "src/oyez/web/static/oyez";

const PARTS = [
  {
    name: "htmx.org",
    copies: [
      ["dist/htmx.min.js", `${page}/vendor/htmx.min.js`],
      ["LICENSE", `${page}/vendor/htmx.LICENSE.txt`],
    ],
  },
  {
    name: "@fontsource-variable/inter",
    copies: [
      ["files/inter-latin-wght-normal.woff2", `${page}/fonts/inter-latin.woff2`],
      ["files/inter-latin-ext-wght-normal.woff2", `${page}/fonts/inter-latin-ext.woff2`],
      ["LICENSE", `${page}/fonts/inter.LICENSE.txt`],
    ],
  },
  {
    name: "@fontsource-variable/source-serif-4",
    copies: [
      ["files/source-serif-4-latin-wght-normal.woff2", `${page}/fonts/source-serif-4-latin.woff2`],
      ["files/source-serif-4-latin-ext-wght-normal.woff2", `${page}/fonts/source-serif-4-latin-ext.woff2`],
      ["LICENSE", `${page}/fonts/source-serif-4.LICENSE.txt`],
    ],
  },
  {
    name: "axe-core",
    copies: [
      ["axe.min.js", "tests/vendor/axe.min.js"],
      ["LICENSE", "tests/vendor/axe.LICENSE.txt"],
      ["LICENSE-3RD-PARTY.txt", "tests/vendor/axe.LICENSE-3RD-PARTY.txt"],
    ],
  },
];

function copy(part, [from, to]) {
  const bytes = readFileSync(join(here, "node_modules", part, from));
  mkdirSync(dirname(join(root, to)), { recursive: true });
  writeFileSync(join(root, to), bytes);
  return { path: to, from, sha256: createHash("sha256").update(bytes).digest("hex") };
}

const manifest = PARTS.map(({ name, copies }) => {
  const { version, license } = JSON.parse(readFileSync(join(here, "node_modules", name, "package.json")));
  return { name, version, license, files: copies.map((pair) => copy(name, pair)) };
});

writeFileSync(join(here, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
for (const { name, version, license } of manifest) console.log(`${name} ${version} (${license})`);
