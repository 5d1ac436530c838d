// `npm run fuzz -- --mutants 100000 --seed 1 --corpus FOLDER`: checks mutants of our own migrations, and of those below FOLDER, in the engine.
import { argv } from "node:process";
import { runBundled } from "./bundled-program.mjs";

process.exitCode = await runBundled("test/fuzz/main.ts", "fuzz/main", argv.slice(2));
