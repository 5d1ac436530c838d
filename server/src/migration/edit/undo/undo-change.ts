import type { Operand, QualifiedName } from "../../database-object.ts";
import type { DataType } from "../../definition.ts";
import type { Alter, Rename, RenameEnumValue } from "../../operation.ts";
import { alterTable } from "../drop-statement.ts";
import { sqlIdentifier, sqlLiteral, sqlName } from "../sql-name.ts";
import { typeSql } from "../type-sql.ts";

/** What a column was before the upgrade, as SQL writes it. */
export interface FormerColumn {
  /** Null where it can't be known. */
  readonly type: string | null;
  /** Undefined where it can't be known, null for none. */
  readonly default: string | null | undefined;
}

const relations: ReadonlySet<string> = new Set([
  "table",
  "foreign table",
  "view",
  "materialized view",
  "index",
  "sequence",
]);

/** The statement that gives something its old name back, and passes where it has it; null where a name can't be known, or there is none. */
export function undoRename({ object, to }: Rename, tableMayBeMissing: boolean): string | null {
  const { type, schema, table, name } = object;
  if (name === null || name.text === null || to.text === null) return null;
  const [now, before] = [sqlIdentifier(to.text), sqlIdentifier(name.text)];
  const qualified = sqlName({ schema, name: to });
  if (relations.has(type))
    return qualified === null ? null : `ALTER ${type.toUpperCase()} IF EXISTS ${qualified} RENAME TO ${before}`;
  if (type === "column" || type === "constraint") {
    const owner = table === null ? null : sqlName({ schema, name: table });
    if (owner === null) return null;
    const missing = type === "column" ? "undefined_column" : "undefined_object";
    return passing(`${alterTable(owner, tableMayBeMissing)} RENAME ${type.toUpperCase()} ${now} TO ${before}`, missing);
  }
  if (type !== "type" && type !== "domain") return null;
  return qualified === null ? null : passing(`ALTER TYPE ${qualified} RENAME TO ${before}`, "undefined_object");
}

/** The same for a label of an enum type; a label that is not there is 22023 (measured). */
export function undoRenamedValue({ type, value, to }: RenameEnumValue): string | null {
  const name = sqlName(type);
  if (name === null || value.text === null || to.text === null) return null;
  const statement = `ALTER TYPE ${name} RENAME VALUE ${sqlLiteral(to.text)} TO ${sqlLiteral(value.text)}`;
  return passing(statement, "invalid_parameter_value");
}

/** A statement that has no IF EXISTS, in a DO block that passes where it finds nothing. */
function passing(statement: string, condition: string): string {
  return `DO $$ BEGIN ${statement}; EXCEPTION WHEN ${condition} THEN NULL; END $$`;
}

/** What is switched on or off, and the opposite. */
const opposites: ReadonlyMap<string, string> = new Map([
  ["ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY"],
  ["DISABLE ROW LEVEL SECURITY", "ENABLE ROW LEVEL SECURITY"],
  ["FORCE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY"],
  ["NO FORCE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY"],
]);

/**
 * The statement that takes a change back, and can be repeated.
 * @returns null where there is none, or what it takes can't be known.
 */
export function undoAlter(alter: Alter, former: FormerColumn, tableMayBeMissing: boolean): string | null {
  const { object, change } = alter;
  if (change.kind === "schema") return undoMove(alter, change.schema);
  const owner = ownerOf(alter);
  if (owner === null) return null;
  const start = alterTable(owner, tableMayBeMissing);
  if (change.kind === "other") {
    const opposite = opposites.get(change.command);
    return opposite === undefined ? null : `${start} ${opposite}`;
  }
  if (object.type !== "column" || object.name === null || object.name.text === null) return null;
  const column = `${start} ALTER COLUMN ${sqlIdentifier(object.name.text)}`;
  switch (change.kind) {
    case "nullable":
      return `${column} ${change.nullable ? "SET" : "DROP"} NOT NULL`;
    case "identity":
      return change.change === "add" ? `${column} DROP IDENTITY IF EXISTS` : null;
    case "default":
      if (former.default === undefined) return null;
      return former.default === null ? `${column} DROP DEFAULT` : `${column} SET DEFAULT ${former.default}`;
    case "type": {
      const before = alter.existingType === null ? former.type : typeSql(alter.existingType);
      if (before === null) return null;
      const using = mayNeedCast(before, alter.existingType, change.type)
        ? ` USING ${sqlIdentifier(object.name.text)}::${before}`
        : "";
      return `${column} TYPE ${before}${using}`;
    }
    default:
      return null;
  }
}

/**
 * Whether PostgreSQL may refuse to turn values of the new type into those of the old one by itself. It assigns anything to a text, and cuts
 * nothing off then, as a cast would (manual, CREATE CAST and 8.3).
 */
function mayNeedCast(before: string, existing: DataType | null, now: DataType | null): boolean {
  if (/^(text|varchar|bpchar|character( varying)?)(\(\d+\))?$/.test(before)) return false;
  return existing === null || now === null || now.name.text !== existing.name.text || now.array !== existing.array;
}

function ownerOf({ object: { type, schema, table, name } }: Alter): string | null {
  if (type === "column") return table === null ? null : sqlName({ schema, name: table });
  return type === "table" && name !== null ? sqlName({ schema, name }) : null;
}

function undoMove({ object }: Alter, schema: Operand): string | null {
  const { type, name } = object;
  if (!relations.has(type) || name === null) return null;
  const now: QualifiedName = { schema, name };
  const qualified = sqlName(now);
  const before = object.schema === null ? "public" : object.schema.text;
  if (qualified === null || before === null) return null;
  return `ALTER ${type.toUpperCase()} IF EXISTS ${qualified} SET SCHEMA ${sqlIdentifier(before)}`;
}
