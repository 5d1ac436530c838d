import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { benchmarkCli } from "./cli.ts";
import { row } from "./measure.ts";
import { benchmarkKeystrokes, benchmarkStart } from "./server.ts";

const root = join(import.meta.dirname, "..", "..");

console.log(await benchmarkKeystrokes());
console.log(await benchmarkStart());
console.log(benchmarkCli(process.env.ALEMBIC_GUIDELINES_CORPUS ?? null));
for (const name of readdirSync(root).filter((file) => file.endsWith(".vsix"))) {
  console.log(row(name, `${(statSync(join(root, name)).size / 1e6).toFixed(2)} MB`));
}
