// `npm run precision:fixes -- CORPUS`: applies all safe fixes to copies of real projects, and says where that breaks what fixes promise.
// `npm run precision:schemas -- CORPUS`: runs their upgrades before and after on PostgreSQL, and compares the schemas.
import { argv } from "node:process";
import { runBundled } from "./bundled-program.mjs";
import { ensureDebianPackages } from "./setup/debian.mjs";

const [what, ...args] = argv.slice(2);
const isSchemas = what === "schemas";
// The stand-ins for applications need them, and the scripts of some projects do.
if (isSchemas)
  ensureDebianPackages(["python3-flask", "python3-sqlalchemy-utils", "python3-slugify", "python3-packaging"]);

const source = isSchemas ? "test/precision/fixes/schema/main.ts" : "test/precision/fixes/main.ts";
process.exitCode = await runBundled(source, `precision/${isSchemas ? "schemas" : "fixes"}`, args);
