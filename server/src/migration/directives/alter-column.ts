import type { DatabaseObject } from "../database-object.ts";
import type { Change } from "../definition.ts";
import type { OperationContent } from "../operation.ts";
import { type Given, isNone } from "./arguments.ts";
import { enumCheck } from "./constraint.ts";
import { dataType, enumTypeWithin } from "./data-type.ts";
import { type DirectiveCall, nameOf, tableOf } from "./directive-call.ts";
import { creation, partOf, removal } from "./objects.ts";
import { commentOf, flagOf, operandOf } from "./operands.ts";
import { valueExpression, writtenExpression } from "./sql-expression.ts";
import { sqlalchemyCall } from "./sqlalchemy-call.ts";

/** One operation for each change, in the order in which Alembic renders them (1.8 to 1.19, `PostgresqlImpl.alter_column`). */
export function alterColumn({ given, parser, inBatch }: DirectiveCall): readonly OperationContent[] {
  const table = tableOf(given);
  const column = partOf(table, "column", nameOf(given, "column_name"));
  const existing = given.some("existing_type");
  const existingType = existing === null ? null : dataType(existing.value, null);
  const alter = (change: Change): OperationContent => ({
    kind: "alter",
    object: column,
    change,
    ifExists: false,
    existingType,
  });
  const found: OperationContent[] = [];
  const type = given.some("type_");
  if (existing !== null && type !== null) {
    const check = enumCheck(enumTypeWithin(existing.value), column.name, parser);
    if (check !== null) found.push(removal(partOf(table, "constraint", check.name)));
  }
  if (type !== null) {
    const using = given.some("postgresql_using");
    found.push(
      alter({
        kind: "type",
        // Only when a batch is carried out is it the type of a table's column, and inherits its schema.
        type: dataType(type.value, inBatch ? table.schema : null),
        using: using === null ? null : writtenExpression(using.value, parser),
      }),
    );
  }
  const nullable = given.some("nullable");
  if (nullable !== null) {
    const known = flagOf(nullable, null);
    found.push(
      alter(known === null ? { kind: "other", command: "SET NOT NULL" } : { kind: "nullable", nullable: known }),
    );
  }
  const serverDefault = given.get("server_default");
  if (serverDefault !== null && !isFalse(serverDefault)) {
    const before = given.get("existing_server_default");
    const identity = identityChange(serverDefault, before);
    found.push(
      alter(
        identity ?? {
          kind: "default",
          default: isNone(serverDefault.value) ? null : valueExpression(serverDefault.value, parser),
        },
      ),
    );
  }
  found.push(...comment(column, given.get("comment")));
  const name = given.some("new_column_name");
  if (name !== null)
    found.push({ kind: "rename", object: column, to: operandOf(name) ?? unknownName, ifExists: false });
  const check = type === null ? null : enumCheck(enumTypeWithin(type.value), column.name, parser);
  if (check !== null) found.push(creation(partOf(table, "constraint", check.name), check));
  return found;
}

const unknownName = { text: null, expression: null };

function comment(object: DatabaseObject, given: Given | null): readonly OperationContent[] {
  return given === null || isFalse(given) ? [] : [{ kind: "comment", object, text: commentOf(given) }];
}

/** What a default that is or was an IDENTITY changes; null when neither is. */
function identityChange(given: Given, before: Given | null): Change | null {
  const now = isIdentity(given);
  const then = before !== null && isIdentity(before);
  if (!now && !then) return null;
  if (isNone(given.value)) return { kind: "identity", change: "drop" };
  return { kind: "identity", change: then ? "set" : "add" };
}

function isIdentity({ value }: Given): boolean {
  return sqlalchemyCall(value)?.name === "Identity";
}

function isFalse({ value }: Given): boolean {
  return value.kind === "constant" && value.value === false;
}
