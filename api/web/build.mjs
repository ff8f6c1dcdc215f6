// Builds src/ into dist/: file names carry a hash of their contents, so that browsers may keep them for good, and the
// same sources give the same bytes on every machine. `node build.mjs --out DIR` builds elsewhere, to compare.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import * as esbuild from "esbuild";

import { licences } from "./licences.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { out: { type: "string", default: path.join(here, "dist") } } });
const out = path.resolve(values.out);

/** `import address from "atlas:countries-50m"`: outlines that are fetched when a map is drawn, not bundled as code. */
const atlas = {
  name: "atlas",
  setup(build) {
    build.onResolve({ filter: /^atlas:/ }, ({ path: name }) => ({ path: name.slice("atlas:".length), namespace: "atlas" }));
    build.onLoad({ filter: /.*/, namespace: "atlas" }, async ({ path: name }) => {
      const file = createRequire(import.meta.url).resolve(`world-atlas/${name}.json`);
      const outlines = await readFile(file);
      const hash = createHash("sha256").update(outlines).digest("hex").slice(0, 8);
      await mkdir(path.join(out, "assets"), { recursive: true });
      await writeFile(path.join(out, "assets", `${name}-${hash}.json`), outlines);
      return { contents: JSON.stringify(`/assets/${name}-${hash}.json`), loader: "json" };
    });
  },
};

await rm(out, { recursive: true, force: true });
const { metafile } = await esbuild.build({
  absWorkingDir: here,
  entryPoints: { main: "src/main.ts", style: "src/style/index.css" },
  outdir: path.join(out, "assets"),
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome115", "firefox115", "safari17"],
  minify: true,
  legalComments: "none", // LICENSES.txt has them in full
  charset: "utf8",
  metafile: true,
  plugins: [atlas],
  logLevel: "warning",
});

/** The file that an entry point became. */
function fileOf(entry) {
  return Object.keys(metafile.outputs).find((file) => metafile.outputs[file].entryPoint === entry);
}

/** The file, and all that it imports at once. */
function needed(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const { path: other, kind } of metafile.outputs[file].imports) if (kind === "import-statement") needed(other, found);
  return found;
}

const addressOf = (file) => `/assets/${path.basename(file)}`;
// A browser would find what main imports only once it has read it.
const ahead = [...needed(fileOf("src/main.ts"))].slice(1).map((file) => `<link rel="modulepreload" href="${addressOf(file)}">`);

for (const page of ["index.html"]) {
  const template = await readFile(path.join(here, "src", page), "utf8");
  const filled = template.replace("{{ahead}}", ahead.join("\n  ")).replace(/\{\{(.+?)\}\}/g, (_, entry) => addressOf(fileOf(entry)));
  await writeFile(path.join(out, page), filled);
}
await copyFile(path.join(here, "src", "favicon.svg"), path.join(out, "favicon.svg"));
await writeFile(path.join(out, "LICENSES.txt"), await licences(here, metafile));

for (const [file, { bytes }] of Object.entries(metafile.outputs).sort()) {
  console.log(`${(bytes / 1024).toFixed(1).padStart(8)} kB  ${path.basename(file)}`);
}
