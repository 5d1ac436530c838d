import type { MigrationScript } from "./migration/script.ts";

/** The bytes of the WASM modules that the engine runs on. The engine itself reads no file. */
export interface EngineModules {
  readonly treeSitter: Uint8Array;
  readonly pythonGrammar: Uint8Array;
  readonly postgresParser: Uint8Array;
}

/** The loaded parsers. */
export interface Engine {
  /**
   * Reads a Python source as a migration.
   * @param inVersionsFolder the file lies under the `versions` folder of an Alembic environment; then defining `upgrade` is
   *   enough, else the file must assign `revision` and `down_revision` at module level.
   * @returns null when the source is no migration script; found out without parsing where it is plain from the text.
   */
  read(source: string, inVersionsFolder: boolean): MigrationScript | null;
}

/** Loads the WASM modules, once for a process. */
export async function loadEngine(_modules: EngineModules): Promise<Engine> {
  return { read: () => null };
}
