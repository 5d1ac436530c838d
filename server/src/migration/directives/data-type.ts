import type { Value } from "../../python/value.ts";
import { known, type Operand } from "../database-object.ts";
import type { DataType } from "../definition.ts";
import { calledName } from "../host-value.ts";
import { Arguments } from "./arguments.ts";
import { type EnumType, enumSchema, enumType } from "./enum-type.ts";
import { textOf } from "./operands.ts";
import { packagedType } from "./packaged-types.ts";
import { isSqlalchemy, methodCall, sqlalchemyCall } from "./sqlalchemy-call.ts";
import { typeReaders } from "./type-names.ts";

/** Methods of a type that give it as PostgreSQL has it anyway. */
const unchanged = new Set(["copy", "evaluates_none"]);

/**
 * The data type that a SQLAlchemy type, or its class, is on PostgreSQL.
 * @param tableSchema for enum types that inherit it.
 * @returns null for one that can't be known, as a type of the project.
 */
export function dataType(value: Value, tableSchema: Operand | null): DataType | null {
  const type = onPostgres(value);
  if (type === null) return null;
  const enumeration = enumType(type);
  if (enumeration !== null) return enumDataType(enumeration, tableSchema);
  const packaged = packagedType(type.kind === "result" ? type.of : type);
  if (packaged !== null)
    return { schema: null, name: known(packaged), modifiers: null, array: false, enumeration: null };
  const call = sqlalchemyCall(type);
  const name = call?.name ?? (isSqlalchemy(type) ? calledName(type) : null);
  if (name === null) return null;
  const values = call?.arguments ?? [];
  if (name === "ARRAY") {
    const item = new Arguments(values, ["item_type"]).get("item_type");
    const of = item === null ? null : dataType(item.value, tableSchema);
    return of === null ? null : { ...of, array: true };
  }
  if (name === "DOMAIN") return domain(new Arguments(values, ["name", "data_type"]));
  const reader = typeReaders.get(name);
  const form = reader?.read(new Arguments(values, reader.parameters));
  if (form === undefined || form === null) return null;
  return { schema: null, name: known(form.name), modifiers: form.modifiers, array: false, enumeration: null };
}

function domain(given: Arguments): DataType | null {
  const name = given.get("name");
  const schema = given.some("schema");
  if (name === null) return null;
  return {
    schema: schema === null ? null : { text: textOf(schema.value), expression: null },
    name: { text: textOf(name.value), expression: null },
    modifiers: [],
    array: false,
    enumeration: null,
  };
}

function enumDataType(type: EnumType, tableSchema: Operand | null): DataType {
  const { enumeration } = type;
  if (enumeration.native)
    return { schema: enumSchema(type, tableSchema), name: type.name, modifiers: [], array: false, enumeration };
  const modifiers = type.length === null ? null : [type.length];
  return { schema: null, name: known("varchar"), modifiers, array: false, enumeration };
}

/** The enum type that a column of this type has, be it in an array; null when it has none. */
export function enumTypeWithin(value: Value): EnumType | null {
  const type = onPostgres(value);
  if (type === null) return null;
  const call = sqlalchemyCall(type);
  if (call?.name !== "ARRAY") return enumType(type);
  const item = new Arguments(call.arguments, ["item_type"]).get("item_type");
  return item === null ? null : enumTypeWithin(item.value);
}

/** `type.with_variant(other, "postgresql")` is the other one; null when that can't be known. */
function onPostgres(value: Value): Value | null {
  const method = methodCall(value);
  if (method === null) return value;
  if (unchanged.has(method.name)) return onPostgres(method.object);
  const [variant, ...dialects] = method.arguments;
  if (method.name !== "with_variant" || variant === undefined) return null;
  const names = dialects.map((dialect) => textOf(dialect.value));
  if (names.includes(null)) return null;
  return onPostgres(names.includes("postgresql") ? variant.value : method.object);
}
