import type { Schema } from "../../history/schema/schema.ts";
import { isBuiltin, serialOf } from "../../migration/builtin-types.ts";
import { known, type QualifiedName } from "../../migration/database-object.ts";
import type { DataType } from "../../migration/definition.ts";
import { sqlName } from "../../migration/edit/sql-name.ts";
import { objectName, writtenName } from "../enum-types/type-history.ts";
import type { ColumnKind } from "./casts.ts";

/** The type of a column in a schema; null where it is not known. */
export function typeIn(schema: Schema | null, table: QualifiedName, column: string): DataType | null {
  const name = objectName(table);
  const type = name === null ? null : (schema?.columnType(name, column) ?? null);
  if (name === null || type === null) return null;
  const own = (found: QualifiedName) => ({ ...found, modifiers: type.modifiers, array: type.array, enumeration: null });
  if (typeof type.of === "string") return own({ schema: null, name: known(type.of) });
  if (typeof type.of === "object") return own(writtenName(type.of));
  const created = schema?.createdTypeOf(name, column) ?? null;
  return created === null ? null : own(writtenName(created));
}

/**
 * What casts of a type depend on; null where that can't be known, as of a domain.
 * @param isEnum whether a type that only SQL names is an enum type.
 */
export function columnKind(type: DataType, isEnum: (name: QualifiedName) => boolean): ColumnKind | null {
  const { name, schema, array } = type;
  if (name.text === null) return null;
  if (type.enumeration?.native === true || isEnum(type)) {
    const full = sqlName(schema?.text === "public" ? { schema: null, name } : type);
    return full === null ? null : { name: full, enumeration: true, array };
  }
  const own = serialOf(name.text) ?? name.text;
  const isPlain = schema === null && (isBuiltin(own) || own === "citext");
  return isPlain ? { name: own, enumeration: false, array } : null;
}
