import type { ArgumentValue, Value } from "../../python/value.ts";
import { calledName, isFrom } from "../host-value.ts";

/** A call of something of SQLAlchemy: `sa.Column(…)`. */
export interface SqlalchemyCall {
  /** The last part of what is called: `Column`. */
  readonly name: string;
  readonly arguments: readonly ArgumentValue[];
}

/** The call that gives a value; null when it is not SQLAlchemy's. */
export function sqlalchemyCall(value: Value): SqlalchemyCall | null {
  if (value.kind !== "result" || !isSqlalchemy(value.of)) return null;
  const name = calledName(value.of);
  return name === null ? null : { name, arguments: value.arguments };
}

/** True for a name of SQLAlchemy, or of SQLModel, which passes SQLAlchemy's on; those of other dialects left out. */
export function isSqlalchemy(value: Value): boolean {
  if (isFrom(value, "sqlalchemy.dialects")) return isFrom(value, "sqlalchemy.dialects.postgresql");
  return isFrom(value, "sqlalchemy", "sqlmodel");
}

/** A method call: `object.name(arguments)`; null for any other value. */
export function methodCall(
  value: Value,
): { readonly object: Value; readonly name: string; readonly arguments: readonly ArgumentValue[] } | null {
  if (value.kind !== "result" || value.of.kind !== "member") return null;
  return { object: value.of.object, name: value.of.name, arguments: value.arguments };
}
