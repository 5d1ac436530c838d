// `npm run benchmark`: what our rules, and squawk, find in the labelled migrations of test/benchmark. Writes the table into its README.md.
import { runBundled } from "./bundled-program.mjs";
import { ensureDebianPackages } from "./setup/debian.mjs";

// Alembic renders the SQL that squawk reads.
ensureDebianPackages(["alembic", "python3-psycopg2", "python3-sqlalchemy"]);

process.exitCode = await runBundled("test/benchmark/score/main.ts", "benchmark/main", []);
