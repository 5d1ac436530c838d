import type { RecordedOperation } from "../../history/schema/recorded-operation.ts";
import { recordedOperation } from "../../history/schema/recording/record-operation.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import type { Create, Drop } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";

/**
 * What may stand in the way of a drop as far as the script alone tells. A table that it creates can be used by nothing but what it creates
 * too, which spares most migrations a replay.
 */
export class PossibleUsers {
  readonly #script: MigrationScript;
  /** By the names of the tables that some foreign key refers to: the tables that it is on. */
  readonly #referring = new Map<string, Set<string | null>>();
  /** Something keeps the tables' names from telling which they are, or refers to tables otherwise than by a foreign key. */
  #obscured = false;

  constructor(script: MigrationScript) {
    this.#script = script;
    for (const operation of script.operations)
      for (const recorded of recordedOperation(operation, script)) this.#note(recorded);
  }

  /**
   * False where nothing can be made of an object.
   * @param creation the upgrade's, of that very object; null for none.
   * @param gone the keys of tables that have been dropped.
   */
  mayExistFor(object: DatabaseObject, creation: Create | null, gone: ReadonlySet<string>): boolean {
    const { type, name } = object;
    if (type !== "table" || creation === null || name === null || name.text === null || this.#obscured) return true;
    if (creation.definition?.kind === "table" && creation.definition.temporary) return true;
    const isSure = recordedOperation(creation, this.#script).every(
      ({ perhaps, guards = [] }) =>
        perhaps !== true && guards.every((guard) => !("caught" in guard) && guard.partial !== true),
    );
    if (!isSure) return true;
    const own = tableKeyOf(object);
    const isInTheWay = (table: string | null) => table === null || (table !== own && !gone.has(table));
    return [...(this.#referring.get(name.text) ?? [])].some(isInTheWay);
  }

  /** The key of the table that an operation surely drops, or may create; null where that can't be known. */
  tableOf(operation: Create | Drop): { readonly key: string; readonly isDropped: boolean } | null {
    const key = tableKeyOf(operation.object);
    if (key === null) return null;
    if (operation.kind === "create") return { key, isDropped: false };
    const isSure = recordedOperation(operation, this.#script).every(
      ({ perhaps, guards, transaction }) => perhaps === undefined && guards === undefined && transaction === undefined,
    );
    return isSure ? { key, isDropped: true } : null;
  }

  #note(recorded: RecordedOperation): void {
    switch (recorded.kind) {
      case "search path":
        this.#obscured = true;
        break;
      case "rename":
        if (recorded.object.type !== "column" && recorded.object.type !== "constraint") this.#obscured = true;
        break;
      case "alter":
        if (recorded.change.kind === "schema") this.#obscured = true;
        break;
      case "create":
        if (recorded.object.type === "view" || recorded.object.type === "materialized view") this.#obscured = true;
        this.#noteReferences(recorded);
        break;
    }
  }

  #noteReferences({ object, table, column, constraint }: Extract<RecordedOperation, { kind: "create" }>): void {
    const own = keyOf(object.schema, object.type === "table" ? object.name : object.table);
    const columns = [...(table?.columns ?? []), ...(column === undefined ? [] : [column])];
    const constraints = [
      ...columns.flatMap((each) => each.constraints ?? []),
      ...(table?.constraints ?? []),
      ...(constraint === undefined ? [] : [constraint]),
    ];
    for (const { references } of constraints) {
      if (references === undefined) continue;
      const name = Array.isArray(references.table) ? references.table[1] : references.table;
      if (typeof name !== "string") this.#obscured = true;
      else this.#referring.set(name, (this.#referring.get(name) ?? new Set()).add(own));
    }
  }
}

function tableKeyOf({ schema, name }: DatabaseObject): string | null {
  return keyOf(schema === null ? undefined : schema.text, name?.text);
}

/** What is not qualified is in `public`; null where something of it can't be known. */
function keyOf(schema: string | null | undefined, name: string | null | undefined): string | null {
  return schema === null || name == null ? null : JSON.stringify([schema ?? "public", name]);
}
