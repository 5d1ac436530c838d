import type { Module } from "../../python/syntax.ts";
import type { SqlPart } from "../../sql/sql-text.ts";
import type { SqlReading } from "../../sql/statements.ts";
import { readConfigurations } from "./configurations.ts";
import { type ConnectionSource, connectionSources } from "./connection-sources.ts";
import { type ConnectionUse, connectionUse } from "./connection-use.ts";
import { createdSchemas } from "./created-schemas.ts";
import { NameBindings } from "./name-bindings.ts";
import { type NamingConvention, namingConvention } from "./naming-convention.ts";

/** What an `env.py` says by itself. */
export interface EnvScript {
  readonly transactionPerMigration: boolean | null;
  readonly transactionalDdl: boolean | null;
  /** Where the migrations' connection may come from. */
  readonly connections: readonly ConnectionSource[];
  readonly use: ConnectionUse;
  readonly schemas: readonly string[] | null;
  /** Of each metadata that the migrations may be compared with. */
  readonly namingConventions: readonly NamingConvention[];
}

/**
 * Reads an `env.py`.
 * @param readSql reads a SQL text into statements.
 * @returns null when a part of it is no Python.
 */
export function readEnvScript(module: Module, readSql: (parts: readonly SqlPart[]) => SqlReading): EnvScript | null {
  if (module.damage.length > 0) return null;
  const names = new NameBindings(module);
  const { transactionPerMigration, transactionalDdl, connections, metadata } = readConfigurations(names);
  const sources = connections.flatMap((given): readonly ConnectionSource[] => {
    if (given === "absent" || given === "unknown") return [{ kind: "unknown" }];
    const found = connectionSources(given, names);
    return found.length === 0 ? [{ kind: "unknown" }] : found;
  });
  return {
    transactionPerMigration,
    transactionalDdl,
    connections: sources,
    use: connectionUse(module.body, names),
    schemas: connections.length === 0 ? null : createdSchemas(names, sources, readSql),
    namingConventions: metadata.map((given): NamingConvention => {
      if (given === "unknown") return { kind: "unknown" };
      return given === "absent" ? { kind: "none" } : namingConvention(given, module.source, names);
    }),
  };
}
