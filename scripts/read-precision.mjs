// `npm run precision -- CORPUS [--draw SEED]`: what our rules find in the migrations of public projects (test/precision). Writes the tables into
// docs/precision.md, or draws the next sample to be read.
import { argv } from "node:process";
import { runBundled } from "./bundled-program.mjs";

process.exitCode = await runBundled("test/precision/main.ts", "precision/main", argv.slice(2));
