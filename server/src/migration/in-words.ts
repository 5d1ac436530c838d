import type { DatabaseObject, Operand, QualifiedName } from "./database-object.ts";
import type { Operation } from "./operation.ts";

/** A name or value as a message writes it: `…` where it can't be known. */
export function operandInWords(operand: Operand): string {
  return operand.text ?? "…";
}

/** A schema-qualified name as a message writes it: `audit.events`. */
export function nameInWords({ schema, name }: QualifiedName): string {
  return schema === null ? operandInWords(name) : `${operandInWords(schema)}.${operandInWords(name)}`;
}

/** An object with its kind, as a message writes it: `table audit.events`, `column users.name`, `trigger t on users`. */
export function objectInWords(object: DatabaseObject): string {
  const { type, schema, table, name } = object;
  const qualified = (operand: Operand) => nameInWords({ schema, name: operand });
  if (table === null) return name === null ? type : `${type} ${qualified(name)}`;
  if (type === "column") return `column ${qualified(table)}.${name === null ? "…" : operandInWords(name)}`;
  return name === null ? `${type} on ${qualified(table)}` : `${type} ${operandInWords(name)} on ${qualified(table)}`;
}

/** What an operation does, in a few words: `create table users`, `alter column users.name: type`. */
export function operationInWords(operation: Operation): string {
  switch (operation.kind) {
    case "create":
    case "drop":
      return `${operation.kind} ${objectInWords(operation.object)}`;
    case "rename":
      return `rename ${objectInWords(operation.object)} to ${operandInWords(operation.to)}`;
    case "alter": {
      const { change } = operation;
      return `alter ${objectInWords(operation.object)}: ${change.kind === "other" ? change.command : change.kind}`;
    }
    case "comment":
      return `comment on ${objectInWords(operation.object)}`;
    case "add enum value":
      return `add value ${operandInWords(operation.value)} to enum ${nameInWords(operation.type)}`;
    case "drop enum value":
      return `drop value ${operandInWords(operation.value)} of enum ${nameInWords(operation.type)}`;
    case "rename enum value":
      return `rename value ${operandInWords(operation.value)} of enum ${nameInWords(operation.type)} to ${operandInWords(operation.to)}`;
    case "insert":
      return `insert into ${nameInWords(operation.table)}`;
    case "write":
      return `${operation.command} ${nameInWords(operation.table)}`;
    case "command":
      return operation.object === null ? operation.name : `${operation.name} of ${objectInWords(operation.object)}`;
    case "transaction control":
      return `${operation.command} (transaction control)`;
    case "directive":
      return `op.${operation.name}`;
    case "foreign call":
      return `${operation.name}()`;
    case "query":
    case "broken sql":
    case "opaque sql":
      return operation.kind;
  }
}
