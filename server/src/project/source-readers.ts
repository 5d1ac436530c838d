import type { Engine } from "../engine.ts";

/** What reads the texts around a migration. */
export type SourceReaders = Pick<Engine, "functions" | "parse" | "statements">;
