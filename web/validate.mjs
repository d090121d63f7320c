// Validate pages: the HTML files that stand in a folder, by the rules of .htmlvalidate.json; what is wrong goes out as JSON.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const rules = JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), ".htmlvalidate.json"), "utf8"));
const validator = new HtmlValidate(new StaticConfigLoader(rules));
const wrong = [];
for (const name of readdirSync(process.argv[2]).filter((one) => one.endsWith(".html")).sort()) {
  const report = await validator.validateString(readFileSync(join(process.argv[2], name), "utf8"), name);
  for (const result of report.results) {
    wrong.push(...result.messages.map((one) => ({ file: name, line: one.line, rule: one.ruleId, message: one.message })));
  }
}
process.stdout.write(JSON.stringify(wrong));
