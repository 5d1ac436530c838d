import type { MigrationScript } from "./script.ts";

const others: ReadonlySet<string> = new Set(["mysql", "mariadb", "sqlite", "oracle", "mssql"]);

/**
 * Whether a script takes something from another dialect than PostgreSQL's: SQLAlchemy imports it only where models, or the author, have a type for
 * that database. That a script asks for the name of its dialect does not tell: some do that only out of caution.
 */
export function namesOtherDialect({ imports }: MigrationScript): boolean {
  return imports.some(({ module, name }) => {
    const path = name === null ? module : `${module}.${name}`;
    return path.startsWith("sqlalchemy.dialects.") && others.has(path.split(".")[2] ?? "");
  });
}
