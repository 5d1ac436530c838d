import type { Operand, QualifiedName } from "../migration/database-object.ts";
import { nameOf } from "../migration/name-of.ts";
import { isOpaque } from "../migration/opaque.ts";
import type { Create, Drop, Operation } from "../migration/operation.ts";
import { sameness } from "../migration/same-name.ts";
import type { MigrationScript } from "../migration/script.ts";
import { isEnumCreation, tableOf } from "../rules/enum-types/enum-creation.ts";
import { typedColumns } from "../rules/enum-types/type-users.ts";

/** What a script does with an enum type of which it has one column. */
export interface EnumUsers {
  readonly column: EnumColumn;
  /** Its creations and drops by themselves, not along with a table. */
  readonly alone: readonly (Create | Drop)[];
}

export interface EnumColumn {
  readonly operation: Create;
  readonly table: QualifiedName;
  readonly name: Operand;
}

/** Gives what a script does with a type; null where it does more than to give it to one new column, or that can't be known. */
export function usersOf({ operations }: MigrationScript, type: QualifiedName): EnumUsers | null {
  const columns: EnumColumn[] = [];
  const alone: (Create | Drop)[] = [];
  for (const operation of operations) {
    if (isOpaque(operation)) return null;
    const typed = typedColumns(operation).filter((column) => sameness(column.type, type) !== "different");
    for (const { type: given, table, name } of typed) {
      const isNew = operation.kind === "create" && operation.direction === "upgrade";
      if (!isNew || given.array || sameness(given, type) === "perhaps") return null;
      columns.push({ operation, table, name });
    }
    if (isEnumCreation(operation) && sameness(nameOf(operation), type) === "same") {
      if (tableOf(operation, operations) === null) alone.push(operation);
    } else if (isDropOf(operation, type)) {
      alone.push(operation);
    } else if (
      isAbout(operation, type) ||
      mentions(operation, type) > (operation.statement === null ? 0 : typed.length)
    ) {
      return null;
    }
  }
  const [column, ...others] = columns;
  return column === undefined || others.length > 0 ? null : { column, alone };
}

function isDropOf(operation: Operation, type: QualifiedName): operation is Drop {
  return operation.kind === "drop" && operation.object.type === "type" && sameness(nameOf(operation), type) === "same";
}

/** A value is added, the type renamed … */
function isAbout(operation: Operation, { name }: QualifiedName): boolean {
  if ("type" in operation) return operation.type.name.text === name.text;
  return "object" in operation && operation.object?.type === "type" && operation.object.name?.text === name.text;
}

/** How often the SQL of an operation names the type as one: of a column, in a cast, as a parameter. */
function mentions(operation: Operation, { name }: QualifiedName): number {
  const pending: unknown[] = [operation.statement ?? ("definition" in operation ? operation.definition : null)];
  if (operation.kind === "alter") pending.push(operation.change);
  let count = 0;
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== "object" || next === null) continue;
    // PostgreSQL's TypeName, which has no name of its own as a part of another node.
    if ("names" in next && "typemod" in next && lastOf(next.names) === name.text) count++;
    pending.push(...Object.values(next));
  }
  return count;
}

function lastOf(names: unknown): string | null {
  const last: unknown = Array.isArray(names) ? names.at(-1) : null;
  if (typeof last !== "object" || last === null || !("String" in last)) return null;
  const text: unknown = last.String;
  return typeof text === "object" && text !== null && "sval" in text && typeof text.sval === "string"
    ? text.sval
    : null;
}
