import { join } from "node:path";

/** The built product: command line and language server in one file. */
export const bundle: string = join(import.meta.dirname, "../../server/dist/main.cjs");
