import { type ModuleSource, ParsedModules } from "./migration/project-modules.ts";
import { MigrationReader } from "./migration/reader.ts";
import { isMigration, mayBeMigration } from "./migration/recognize.ts";
import type { MigrationScript } from "./migration/script.ts";
import { type FunctionSignature, functionSignatures } from "./python/function-signatures.ts";
import { loadPythonParser, type PythonParser } from "./python/parser.ts";
import type { Module } from "./python/syntax.ts";
import { loadPostgresParser, type PostgresParser } from "./sql/postgres-parser.ts";
import type { SqlPart } from "./sql/sql-text.ts";
import { type SqlReading, StatementReader } from "./sql/statements.ts";

export type { ModuleSource };

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
   * @param sourceOf gives the source of a module of the project; functions that the migration imports from there are carried out
   *   as its own are.
   * @returns null when the source is no migration script; found out without parsing where it is plain from the text.
   */
  read(source: string, inVersionsFolder: boolean, sourceOf?: ModuleSource): MigrationScript | null;
  /** The top-level functions that a Python source defines, by name. */
  functions(source: string): ReadonlyMap<string, FunctionSignature>;
  /** A Python source as plain syntax. */
  parse(source: string): Module;
  /** The statements of a SQL text, of which parts may be unknown. */
  statements(parts: readonly SqlPart[]): SqlReading;
  /** The parsers themselves, for measuring what the engine adds to them. */
  readonly parsers: EngineParsers;
}

export interface EngineParsers {
  readonly python: PythonParser;
  readonly postgres: PostgresParser;
}

/** Loads the WASM modules, once for a process. @throws when the bytes are not those modules. */
export async function loadEngine(modules: EngineModules): Promise<Engine> {
  const [python, postgres] = await Promise.all([
    loadPythonParser(modules.treeSitter, modules.pythonGrammar),
    loadPostgresParser(modules.postgresParser),
  ]);
  return engineOf({ python, postgres });
}

/** An engine on loaded parsers that remembers nothing yet. */
export function engineOf({ python, postgres }: EngineParsers): Engine {
  const statements = new StatementReader(postgres);
  const projectModules = new ParsedModules(python);
  return {
    read: (source, inVersionsFolder, sourceOf = () => null) => {
      if (!mayBeMigration(source, inVersionsFolder)) return null;
      const module = python.parse(source);
      if (!isMigration(module, inVersionsFolder)) return null;
      return new MigrationReader(module, statements, postgres, projectModules.of(sourceOf)).read();
    },
    parse: (source) => python.parse(source),
    statements: (parts) => statements.read(parts),
    functions: (source) => functionSignatures(python.parse(source)),
    parsers: { python, postgres },
  };
}
