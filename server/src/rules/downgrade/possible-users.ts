import type {
  RecordedColumn,
  RecordedConstraint,
  RecordedName,
  RecordedOperation,
} from "../../history/schema/recorded-operation.ts";
import { recordedOperation } from "../../history/schema/recording/record-operation.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import type { Create } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { type Dropped, partKey, relationKey } from "./dropped.ts";

/** That a relation is made of a table or view, or a column of a type. */
interface Use {
  /** The key of the relation; null where it can't be known. */
  readonly by: string | null;
  /** The columns and constraints with each of which it goes. */
  readonly parts: readonly string[];
}

/**
 * What may stand in the way of a drop as far as the script alone tells. What it creates can be used by nothing but what it creates
 * too, which spares most migrations a replay.
 */
export class PossibleUsers {
  readonly #script: MigrationScript;
  /** By the names of the relations that foreign keys refer to and views read. */
  readonly #ofRelations = new Map<string, Use[]>();
  /** By the names of the types that columns have. */
  readonly #ofTypes = new Map<string, Use[]>();
  /** Something keeps the names from telling which objects they are. */
  #obscured = false;
  /** A column or a constraint is given another name. */
  #renamesParts = false;

  constructor(script: MigrationScript) {
    this.#script = script;
    for (const operation of script.operations)
      for (const recorded of recordedOperation(operation, script)) this.#note(recorded);
  }

  /**
   * False where nothing can be made of an object.
   * @param creation the upgrade's, of that very object; null for none.
   * @param dropped what has been dropped by then.
   */
  mayExistFor(object: DatabaseObject, creation: Create | null, dropped: Dropped): boolean {
    const { type, schema, name } = object;
    const uses = type === "type" || type === "domain" ? this.#ofTypes : relations.has(type) ? this.#ofRelations : null;
    if (uses === null || creation === null || name === null || name.text === null || this.#obscured) return true;
    if (creation.definition?.kind === "table" && creation.definition.temporary) return true;
    if (!this.#isSure(creation)) return true;
    const own = relationKey(schema === null ? undefined : schema.text, name.text);
    return (uses.get(name.text) ?? []).some(({ by, parts }) => {
      if (by === null) return true;
      if ((by === own && relations.has(type)) || dropped.hasRelation(by)) return false;
      return this.#renamesParts || !parts.some((part) => dropped.hasPart(by, part));
    });
  }

  #isSure(creation: Create): boolean {
    return recordedOperation(creation, this.#script).every(
      ({ perhaps, guards = [] }) =>
        perhaps !== true && guards.every((guard) => !("caught" in guard) && guard.partial !== true),
    );
  }

  #note(recorded: RecordedOperation): void {
    switch (recorded.kind) {
      case "search path":
        this.#obscured = true;
        break;
      case "rename":
        if (recorded.object.type === "column" || recorded.object.type === "constraint") this.#renamesParts = true;
        else this.#obscured = true;
        break;
      case "alter":
        if (recorded.change.kind === "schema") this.#obscured = true;
        // Dropping what has the type later says nothing of what had it first.
        if (recorded.change.kind === "type")
          this.#use(this.#ofTypes, recorded.change.type?.name, { by: null, parts: [] });
        break;
      case "create":
        this.#noteCreation(recorded);
        break;
    }
  }

  #noteCreation(creation: Extract<RecordedOperation, { kind: "create" }>): void {
    const { object, table, column, constraint, uses } = creation;
    if (object.type === "view" || object.type === "materialized view") {
      const by = relationKey(object.schema, object.name);
      if (uses === undefined) this.#obscured = true;
      for (const name of uses ?? []) this.#use(this.#ofRelations, name, { by, parts: [] });
      return;
    }
    const by = relationKey(object.schema, object.type === "table" ? object.name : object.table);
    for (const each of table?.columns ?? []) this.#noteColumn(each, by);
    if (column !== undefined) this.#noteColumn(column, by);
    for (const each of table?.constraints ?? []) this.#noteConstraint(each, by, each.columns ?? []);
    if (constraint !== undefined) this.#noteConstraint(constraint, by, constraint.columns ?? []);
  }

  #noteColumn({ name, type, constraints }: RecordedColumn, by: string | null): void {
    const part = partKey("column", name);
    this.#use(this.#ofTypes, type?.name, { by, parts: part === null ? [] : [part] });
    for (const constraint of constraints ?? []) this.#noteConstraint(constraint, by, [name]);
  }

  #noteConstraint(
    { name, references }: RecordedConstraint,
    by: string | null,
    columns: readonly (string | null)[],
  ): void {
    if (references === undefined) return;
    const parts = [partKey("constraint", name), ...columns.map((column) => partKey("column", column))];
    this.#use(this.#ofRelations, references.table, { by, parts: parts.filter((part) => part !== null) });
  }

  /** @param name left out where the type of a column can't be known, which then is nobody's. */
  #use(uses: Map<string, Use[]>, name: RecordedName | undefined, use: Use): void {
    if (name === undefined) return;
    const text = typeof name === "string" || name === null ? name : name[1];
    if (text === null) {
      this.#obscured = true;
      return;
    }
    const known = uses.get(text);
    if (known === undefined) uses.set(text, [use]);
    else known.push(use);
  }
}

const relations: ReadonlySet<DatabaseObject["type"]> = new Set(["table", "view", "materialized view"]);
