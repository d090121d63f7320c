// Copies into the package what the page needs of YASGUI, with the licences of all that went into it. Fetches nothing.

import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const target = join(here, "..", "pdz_graph", "web", "page", "static", "vendor");
const built = join(here, "node_modules", "@zazuko", "yasgui", "build");

const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf-8"));
const parts = Object.keys(lock.packages)
  .filter((path) => path && existsSync(join(here, path)))
  .sort()
  .map((path) => {
    const about = JSON.parse(readFileSync(join(here, path, "package.json"), "utf-8"));
    const texts = readdirSync(join(here, path))
      .filter((name) => /^licen[cs]e/i.test(name))
      .sort()
      .map((name) => readFileSync(join(here, path, name), "utf-8").trim());
    const license = typeof about.license === "string" ? about.license : "see below";
    return [`${about.name} ${about.version} (${license})`, ...texts].join("\n\n");
  });

mkdirSync(target, { recursive: true });
for (const name of ["yasgui.min.js", "yasgui.min.css"]) copyFileSync(join(built, name), join(target, name));
writeFileSync(join(target, "LICENSES.txt"), parts.join(`\n\n${"-".repeat(80)}\n\n`) + "\n");
