import type { Operand, QualifiedName } from "../../migration/database-object.ts";
import type { DataType } from "../../migration/definition.ts";
import type { Operation } from "../../migration/operation.ts";
import { typedColumns } from "./type-users.ts";

/** The types of the columns that a function's operations name so far, and of those that it has found. */
export class KnownColumns {
  private readonly types = new Map<string, DataType | null>();
  private readonly goneTables = new Set<string>();
  private readonly found: (table: QualifiedName, column: string) => DataType | null;

  /** @param found gives the type that a column had before; null where it was not there, or that is not known. */
  constructor(found: (table: QualifiedName, column: string) => DataType | null = () => null) {
    this.found = found;
  }

  /** What an operation says of columns as its own expressions find them: those that it creates, and what they have been so far. */
  hear(operation: Operation): void {
    if (operation.kind === "create") this.follow(operation);
    if (operation.kind !== "alter" || operation.existingType === null || operation.object.type !== "column") return;
    const { schema, table, name } = operation.object;
    if (table !== null) this.note({ schema, name: table }, name, operation.existingType);
  }

  /** What an operation makes of columns. */
  follow(operation: Operation): void {
    for (const { table, name, type } of typedColumns(operation)) this.note(table, name, type);
    if (operation.kind !== "drop" && operation.kind !== "rename") return;
    const { type, schema, table, name } = operation.object;
    if (type === "column" && table !== null) this.forget({ schema, name: table }, name);
    if (type === "table" && name !== null) this.forget({ schema, name }, null);
  }

  /** Null where nothing has told. */
  typeOf(table: QualifiedName, column: string): DataType | null {
    const known = this.types.get(key(table, column));
    if (known !== undefined) return known;
    return this.goneTables.has(key(table, "")) ? null : this.found(table, column);
  }

  private note(table: QualifiedName, column: Operand | null, type: DataType): void {
    if (column !== null && column.text !== null && table.name.text !== null)
      this.types.set(key(table, column.text), type);
  }

  private forget(table: QualifiedName, column: Operand | null): void {
    if (column !== null) {
      this.types.set(key(table, column.text ?? ""), null);
      return;
    }
    const start = key(table, "").slice(0, -2);
    for (const each of this.types.keys()) if (each.startsWith(start)) this.types.delete(each);
    this.goneTables.add(key(table, ""));
  }
}

function key({ schema, name }: QualifiedName, column: string): string {
  return JSON.stringify([schema === null ? null : (schema.text ?? ""), name.text, column]);
}
