// What of others is in the built files, under which licence, in its own words.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const ALLOWED = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"]);

/** The text of LICENSES.txt: every package that has a file in the bundle, by name. */
export async function licences(root, metafile) {
  const folders = new Set(["node_modules/world-atlas"]); // fetched as data, so that the bundler does not count it
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const file of Object.keys(inputs)) {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
      if (folder) folders.add(folder);
    }
  }
  const parts = await Promise.all([...folders].sort().map((folder) => licence(path.join(root, folder))));
  return `The explorer is built from the packages below, and is itself under the licence of Sitrep (Apache-2.0).\n\n${parts.join("\n")}`;
}

async function licence(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  if (!ALLOWED.has(license)) throw new Error(`${name} is under ${license}, which nobody has looked at yet.`);
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? (await readFile(path.join(folder, file), "utf8")).replace(/\r\n/g, "\n").trim() : "";
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n\n${text || "The package carries no licence text of its own."}\n`;
}
