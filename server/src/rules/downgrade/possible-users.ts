import type { RecordedOperation } from "../../history/schema/recorded-operation.ts";
import { recordedOperation } from "../../history/schema/recording/record-operation.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import type { Create } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";

/**
 * What may stand in the way of a drop as far as the script alone tells. A table that it creates can be used by nothing but what it creates
 * too, which spares most migrations a replay.
 */
export class PossibleUsers {
  readonly #script: MigrationScript;
  /** The names of the tables that some foreign key refers to. */
  readonly #referenced = new Set<string>();
  /** Something keeps the tables' names from telling which they are, or refers to tables otherwise than by a foreign key. */
  #obscured = false;

  constructor(script: MigrationScript) {
    this.#script = script;
    for (const operation of script.operations)
      for (const recorded of recordedOperation(operation, script)) this.#note(recorded);
  }

  /** False where nothing can be made of an object. @param creation the upgrade's, of that very object; null for none. */
  mayExistFor({ type, name }: DatabaseObject, creation: Create | null): boolean {
    if (type !== "table" || creation === null || name === null || name.text === null || this.#obscured) return true;
    if (creation.definition?.kind === "table" && creation.definition.temporary) return true;
    const isSure = recordedOperation(creation, this.#script).every(
      ({ perhaps, guards = [] }) =>
        perhaps !== true && guards.every((guard) => !("caught" in guard) && guard.partial !== true),
    );
    return !isSure || this.#referenced.has(name.text);
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

  #noteReferences({ table, column, constraint }: Extract<RecordedOperation, { kind: "create" }>): void {
    const columns = [...(table?.columns ?? []), ...(column === undefined ? [] : [column])];
    const constraints = [
      ...columns.flatMap((each) => each.constraints ?? []),
      ...(table?.constraints ?? []),
      ...(constraint === undefined ? [] : [constraint]),
    ];
    for (const { references } of constraints) {
      if (references === undefined) continue;
      const name = Array.isArray(references.table) ? references.table[1] : references.table;
      if (typeof name === "string") this.#referenced.add(name);
      else this.#obscured = true;
    }
  }
}
