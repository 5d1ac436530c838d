import { resolve } from "node:path";

/** The folder of real migrations to measure on, as the call names it (`npm run bench -- --corpus FOLDER`); null for our own examples. */
export function corpusFolder(): string | null {
  const at = process.argv.indexOf("--corpus");
  const given = at === -1 ? undefined : process.argv[at + 1];
  return given === undefined ? null : resolve(given);
}
