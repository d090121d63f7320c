// Copies into the package what its pages need from npm, with the licences of all that went into it. Fetches nothing.

import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf-8"));
const SITE = ["node_modules/cytoscape"];

// What only tests use does not go into the package, and so needs no licence beside it.
const installed = Object.keys(lock.packages)
  .filter((path) => path && !lock.packages[path].dev && existsSync(join(here, path)))
  .sort();

function licence(path) {
  const about = JSON.parse(readFileSync(join(here, path, "package.json"), "utf-8"));
  const texts = readdirSync(join(here, path))
    .filter((name) => /^licen[cs]e/i.test(name))
    .sort()
    .map((name) => readFileSync(join(here, path, name), "utf-8").trim());
  const name = typeof about.license === "string" ? about.license : "see below";
  return [`${about.name} ${about.version} (${name})`, ...texts].join("\n\n");
}

function put(target, from, names, parts) {
  mkdirSync(target, { recursive: true });
  for (const name of names) copyFileSync(join(here, from, name), join(target, name));
  writeFileSync(join(target, "LICENSES.txt"), parts.map(licence).join(`\n\n${"-".repeat(80)}\n\n`) + "\n");
}

const pages = join(here, "..", "pdz_graph");
const query = installed.filter((path) => !SITE.includes(path));
put(
  join(pages, "web", "page", "static", "vendor"),
  "node_modules/@zazuko/yasgui/build",
  ["yasgui.min.js", "yasgui.min.css"],
  query,
);
put(join(pages, "pages", "static", "vendor"), "node_modules/cytoscape/dist", ["cytoscape.min.js"], SITE);
