import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { benchmarkCli } from "./cli.ts";
import { corpusFolder } from "./corpus.ts";
import { row } from "./measure.ts";
import { benchmarkKeystrokes, benchmarkStart, lengths } from "./server.ts";

const root = join(import.meta.dirname, "..", "..");

for (const length of lengths) console.log(await benchmarkKeystrokes(length));
console.log(await benchmarkStart());
console.log(benchmarkCli(corpusFolder()));
for (const name of readdirSync(root).filter((file) => file.endsWith(".vsix"))) {
  console.log(row(name, `${(statSync(join(root, name)).size / 1e6).toFixed(2)} MB`));
}
