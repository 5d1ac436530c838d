// `npm run generate`: writes what follows from rules, settings and snippets: parts of README.md and package.json, JSON schemas, the grammar of SQL in strings.
import { runBundled } from "./bundled-program.mjs";

process.exitCode = await runBundled("scripts/generation/main.ts", "generation/main", []);
