import type { A_Expr, Node, ResTarget } from "@pgsql/types";
import type { DatabaseObject, Operand, QualifiedName } from "./database-object.ts";
import type { Operation } from "./operation.ts";

/** An operation that can't be done once more, after all of `operations` were. */
export interface Unrepeatable {
  readonly operation: Operation;
  /** It fails, or it is done a second time: rows are there twice, a number is doubled again. */
  readonly outcome: "fails" | "happens twice";
}

/**
 * Finds the first of some operations that can't be repeated when all of them were carried out: on the database that they leave, they are
 * gone through again. So dropping and then creating an object can be repeated, creating it alone can't. What is checked, caught or of an
 * unknown name counts as repeatable.
 */
export function firstUnrepeatable(operations: readonly Operation[]): Unrepeatable | null {
  const database = new Presence();
  for (const operation of operations) carryOut(operation, database);
  for (const operation of operations) {
    const outcome = carryOut(operation, database);
    if (outcome !== "works" && operation.transaction === "open") return { operation, outcome };
  }
  return null;
}

/** True for an operation that can't be repeated unless others take it back. */
export function isUnguarded(operation: Operation): boolean {
  if (operation.checked || operation.sheltered) return false;
  switch (operation.kind) {
    case "create":
      return !operation.ifNotExists && !operation.orReplace;
    case "drop":
    case "rename":
    case "alter":
      return !operation.ifExists;
    case "add enum value":
      return operation.through === "sql" && !operation.ifNotExists;
    case "insert":
      return !operation.onConflict;
    case "rename enum value":
    case "write":
      return true;
    default:
      return false;
  }
}

/** What operations have made or removed. */
class Presence {
  private readonly present = new Map<string, boolean>();
  private readonly parts = new Map<string, Set<string>>();

  /** Null for what no operation has touched. */
  of(key: string | null): boolean | null {
    return key === null ? null : (this.present.get(key) ?? null);
  }

  /** @param table the one that it goes with; null for what stands by itself. */
  set(key: string | null, present: boolean, table: string | null = null): void {
    if (key === null) return;
    this.present.set(key, present);
    if (table === null) return;
    const parts = this.parts.get(table);
    if (parts === undefined) this.parts.set(table, new Set([key]));
    else parts.add(key);
  }

  /** Nothing is known any more of what goes with a table. */
  forgetPartsOf(table: string | null): void {
    if (table === null) return;
    for (const key of this.parts.get(table) ?? []) this.present.delete(key);
    this.parts.delete(table);
  }

  forgetEverything(): void {
    this.present.clear();
    this.parts.clear();
  }
}

type Outcome = "works" | Unrepeatable["outcome"];

function carryOut(operation: Operation, database: Presence): Outcome {
  const spared = operation.checked || operation.sheltered;
  const failsIf = (failure: boolean): Outcome => (failure && !spared ? "fails" : "works");
  switch (operation.kind) {
    case "create": {
      const key = keyOf(operation.object);
      const temporary = operation.definition?.kind === "table" && operation.definition.temporary;
      const there = database.of(key) === true && !operation.ifNotExists && !operation.orReplace && !temporary;
      database.set(key, true, operandKey(operation.object.table));
      return failsIf(there);
    }
    case "drop": {
      const key = keyOf(operation.object);
      const missing = database.of(key) === false && !operation.ifExists;
      const { object } = operation;
      if (operation.cascade) database.forgetEverything();
      else if (object.type === "table") database.forgetPartsOf(operandKey(object.name));
      else if (object.type === "column") database.forgetPartsOf(operandKey(object.table));
      database.set(key, false, operandKey(object.table));
      return failsIf(missing);
    }
    case "rename": {
      const from = keyOf(operation.object);
      const to = keyOf({ ...operation.object, name: operation.to });
      const missing = database.of(from) === false;
      if (missing && operation.ifExists) return "works";
      const outcome = failsIf(missing || database.of(to) === true);
      const table = operandKey(operation.object.table);
      if (operation.object.type === "table") database.forgetPartsOf(operandKey(operation.object.name));
      database.set(from, false, table);
      database.set(to, true, table);
      return outcome;
    }
    case "add enum value": {
      const key = valueKey(operation.type, operation.value);
      const there = database.of(key) === true && operation.through === "sql" && !operation.ifNotExists;
      database.set(key, true);
      return failsIf(there);
    }
    case "rename enum value": {
      const from = valueKey(operation.type, operation.value);
      const to = valueKey(operation.type, operation.to);
      const missing = database.of(from) === false || database.of(to) === true;
      database.set(from, false);
      database.set(to, true);
      return failsIf(missing);
    }
    case "alter":
      return failsIf(alterFails(operation, database));
    case "insert": {
      const key = rowsKey(operation.table);
      const there = database.of(key) === true && !operation.onConflict && operation.rows !== null;
      database.set(key, true, operandKey(operation.table.name));
      return there && !spared ? "happens twice" : "works";
    }
    case "write": {
      if (operation.command === "delete" || operation.command === "truncate")
        database.set(rowsKey(operation.table), false, operandKey(operation.table.name));
      if (operation.command !== "update" || !computes(operation.statement)) return "works";
      const key = `update ${operation.start}`;
      const done = database.of(key) === true;
      database.set(key, true);
      return done && !spared ? "happens twice" : "works";
    }
    default:
      return "works";
  }
}

function alterFails(operation: Extract<Operation, { kind: "alter" }>, database: Presence): boolean {
  const { change, object, ifExists } = operation;
  const own = keyOf(object);
  switch (change.kind) {
    case "schema": {
      const missing = database.of(own) === false && !ifExists;
      database.set(own, false);
      database.set(keyOf({ ...object, schema: change.schema }), true);
      return missing;
    }
    case "identity": {
      const key = own === null ? null : `identity ${own}`;
      const there = change.change === "add" && database.of(key) === true;
      database.set(key, change.change !== "drop");
      return there;
    }
    case "attach partition":
    case "detach partition": {
      const partition = operandKey(change.partition.name);
      const key = own === null || partition === null ? null : `partition ${partition} of ${own}`;
      const attached = change.kind === "attach partition";
      const done = database.of(key) === attached;
      database.set(key, attached);
      return done;
    }
    default:
      return false;
  }
}

const ofTables: ReadonlySet<string> = new Set(["column", "constraint", "trigger", "policy", "rule"]);

/** What an object is known by; null where a part of its name can't be known, or the database chooses it. */
function keyOf({ type, schema, table, name }: DatabaseObject): string | null {
  const own = operandKey(name);
  const qualifier = schema === null ? "" : operandKey(schema);
  const owner = operandKey(table);
  if (own === null || qualifier === null || (ofTables.has(type) && owner === null)) return null;
  // An index has its name for itself, whatever the table.
  return type === "index" ? `index ${qualifier}.${own}` : `${type} ${qualifier} ${owner ?? ""} ${own}`;
}

function valueKey(type: QualifiedName, value: Operand): string | null {
  const qualifier = type.schema === null ? "" : operandKey(type.schema);
  const name = operandKey(type.name);
  const label = operandKey(value);
  return qualifier === null || name === null || label === null ? null : `value ${qualifier} ${name} ${label}`;
}

function rowsKey({ schema, name }: QualifiedName): string | null {
  const own = operandKey(name);
  return own === null ? null : `rows of ${schema === null ? "" : operandKey(schema)} ${own}`;
}

/** Quoted, so that no name looks like a part of another key. */
function operandKey(operand: Operand | null): string | null {
  return operand === null || operand.text === null ? null : JSON.stringify(operand.text);
}

/** `SET price = price * 100`, whatever the row; an update that a WHERE may guard is left alone. */
function computes(statement: Node | null): boolean {
  if (statement === null || !("UpdateStmt" in statement)) return false;
  const { targetList, whereClause } = statement.UpdateStmt;
  return (
    whereClause === undefined &&
    (targetList ?? []).some((target) => "ResTarget" in target && changesItself(target.ResTarget))
  );
}

const arithmetic = new Set(["+", "-", "*", "/", "%", "||"]);

function changesItself({ name, val }: ResTarget): boolean {
  if (name === undefined || val === undefined || !("A_Expr" in val)) return false;
  const { lexpr, rexpr, name: operator }: A_Expr = val.A_Expr;
  const symbol = operator?.[0];
  if (symbol === undefined || !("String" in symbol) || !arithmetic.has(symbol.String.sval ?? "")) return false;
  return [lexpr, rexpr].some((side) => side !== undefined && isColumn(side, name));
}

function isColumn(node: Node, name: string): boolean {
  if (!("ColumnRef" in node)) return false;
  const last = node.ColumnRef.fields?.at(-1);
  return last !== undefined && "String" in last && last.String.sval === name;
}
