// `npm run generate`: writes what README.md and package.json say of rules and settings from the rules and settings themselves.
import { runBundled } from "./bundled-program.mjs";

process.exitCode = await runBundled("scripts/generation/main.ts", "generation/main", []);
