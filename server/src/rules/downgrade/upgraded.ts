import type { Context } from "../../context.ts";
import type { Presence } from "../../history/schema/objects.ts";
import { type RecordedOperation, recordWholeUpgrade } from "../../history/schema/recorded-operation.ts";
import { recordedName } from "../../history/schema/recording/names.ts";
import { replay } from "../../history/schema/replay.ts";
import { Schema } from "../../history/schema/schema.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import { isDroppable } from "../../migration/edit/drop-statement.ts";
import type { Create, Drop, Operation, Rename } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Dropped } from "./dropped.ts";
import { isSame, tableOf } from "./objects.ts";
import { PossibleUsers } from "./possible-users.ts";

/** What an upgrade makes of the schema that it meets. */
export class Upgraded {
  readonly operations: readonly Operation[];
  /** The metadata has a naming convention. */
  readonly hasConvention: boolean;
  /** Whether it gives a table another name or schema. */
  readonly movesTables: boolean;
  readonly script: MigrationScript;
  readonly #context: Context;
  #replayed: Schema | null = null;
  #users: PossibleUsers | null = null;
  readonly #places = new Map<Operation, number>();
  /** By the names of their objects. */
  readonly #made = new Map<string, Create[]>();
  /** Whether it gives anything another name. */
  readonly #renames: boolean;
  readonly #removed = new Map<string, (Drop | Rename)[]>();

  constructor(script: MigrationScript, context: Context) {
    this.script = script;
    this.#context = context;
    this.operations = script.operations.filter(({ direction }) => direction === "upgrade");
    this.#renames = this.operations.some(({ kind }) => kind === "rename");
    this.movesTables = this.operations.some(
      (operation) =>
        (operation.kind === "rename" && operation.object.type === "table") ||
        (operation.kind === "alter" && operation.change.kind === "schema"),
    );
    for (const [index, operation] of this.operations.entries()) {
      this.#places.set(operation, index);
      if (operation.kind === "create") note(this.#made, operation);
      if (operation.kind === "drop" || operation.kind === "rename") note(this.#removed, operation);
    }
    this.hasConvention = context.environment?.namingConvention === true;
  }

  get before(): Schema {
    return this.#context.history?.before() ?? Schema.unknown;
  }

  /** Where nothing that it creates was there, and all else was that it looks for. Replayed when it is first asked for. */
  get after(): Schema {
    this.#replayed ??= this.#replay(this.#context);
    return this.#replayed;
  }

  #replay({ history, environment }: Context): Schema {
    const settings = { namingConvention: environment?.namingConvention ?? null };
    const upgrade = [...(history === null ? this.#tablesOfTriggers() : []), ...recordWholeUpgrade(this.script)];
    return replay(this.before, upgrade, { path: history?.node?.path ?? "" }, settings);
  }

  /** What it creates and was not there before as far as is known; what belongs to a new table, or an unnamed part to a new column, goes with that. */
  get creations(): readonly Create[] {
    return this.creationsIn(this.operations);
  }

  /** Of some of its operations those that are `creations`. The schemas, which take long to replay, are looked at last. */
  creationsIn(operations: readonly Operation[]): readonly Create[] {
    return operations.filter((operation): operation is Create => {
      if (operation.kind !== "create" || !isLasting(operation)) return false;
      const { object, guards, transaction } = operation;
      if (object.name === null ? this.goesWithColumn(operation) : object.name.text === null) return false;
      return (
        !guards.some(({ kind }) => kind === "gate") &&
        transaction !== "other connection" &&
        this.creationOfTable(operation) === null &&
        this.#isNew(operation) &&
        presenceIn(this.after, object) !== "absent"
      );
    });
  }

  /** Whether what is created was not there before, as far as is known. */
  #isNew(creation: Create): boolean {
    const { object } = creation;
    const presence = presenceIn(this.before, object);
    if (presence !== "unknown") return presence === "absent";
    // It may have been there in another shape, which then is not known.
    return !creation.orReplace && !this.goesBefore(creation);
  }

  /** The columns of a constraint that it leaves; none where they are not known. */
  columnsOf(constraint: DatabaseObject): readonly (string | null)[] {
    const { schema, table, name } = constraint;
    if (table?.text == null || name?.text == null) return [];
    const made = this.#made.get(name.text)?.filter(({ object }) => isSame(object, constraint)) ?? [];
    const definition = made.length === 1 && !this.#renames ? made[0]?.definition : undefined;
    if (definition?.kind === "constraint" && definition.columns.length > 0) return definition.columns;
    const owner = this.after.table({ schema: schema?.text ?? "public", name: table.text });
    return owner?.constraints.get(name.text)?.columns ?? [];
  }

  /** The creation of the very object, or of the table that it belongs to; null where it is none of this upgrade's. */
  creationOf(object: DatabaseObject): Create | null {
    const table = tableOf(object);
    return this.#creation(object) ?? (table === null ? null : this.#creation(table));
  }

  /** The creation of the table, or view, that an object belongs to, where that is this upgrade's. */
  creationOfTable({ object }: Pick<Create, "object">): Create | null {
    const table = tableOf(object);
    if (table === null || table === object) return null;
    // An index may be on a materialized view, a trigger or rule on a view.
    const [materialized, view] = (["materialized view", "view"] as const).map((type) =>
      this.#creation({ ...table, type }),
    );
    return this.#creation(table) ?? materialized ?? view ?? null;
  }

  #creation(object: DatabaseObject): Create | null {
    return this.#made.get(nameOf(object))?.find((made) => isSame(made.object, object)) ?? null;
  }

  /** False where nothing can be made of an object that the downgrade drops. @param dropped what it has dropped by then. */
  mayBeUsed(object: DatabaseObject, dropped: Dropped): boolean {
    this.#users ??= new PossibleUsers(this.script);
    return this.#users.mayExistFor(object, this.#creation(object), dropped);
  }

  /** The drops of an object, and what gives it another name. */
  removalsOf(object: DatabaseObject): readonly (Drop | Rename)[] {
    return this.#removed.get(nameOf(object))?.filter((removal) => isSame(removal.object, object)) ?? [];
  }

  /** Whether it first drops, or gives another name to, what it then creates. */
  goesBefore(creation: Create): boolean {
    return this.removalsOf(creation.object).some((removal) => this.isLater(creation, removal));
  }

  /** Whether one of its operations comes after another. */
  isLater(operation: Operation, other: Operation): boolean {
    return (this.#places.get(operation) ?? 0) > (this.#places.get(other) ?? 0);
  }

  /** Whether a constraint or an index goes with a column that is created too. */
  goesWithColumn({ object, definition }: Create): boolean {
    if (definition?.kind !== "constraint" && definition?.kind !== "index") return false;
    return definition.columns.some((text) => {
      const name = { text, expression: null };
      return text !== null && this.creationOf({ ...object, type: "column", name }) !== null;
    });
  }

  /**
   * That the tables are there whose triggers, policies and rules are created: what belongs to a table that is not known isn't either. Needed
   * where no history tells.
   */
  #tablesOfTriggers(): readonly RecordedOperation[] {
    return this.operations.flatMap((operation) => {
      if (operation.kind !== "create" || !["trigger", "policy", "rule"].includes(operation.object.type)) return [];
      const { schema, table } = operation.object;
      if (table === null || this.creationOfTable(operation) !== null || this.movesTables) return [];
      return [{ kind: "opaque", table: recordedName({ schema, name: table }), at: [0, 0, 0, 0] } as const];
    });
  }
}

function note<T extends { readonly object: DatabaseObject }>(map: Map<string, T[]>, operation: T): void {
  const name = nameOf(operation.object);
  const present = map.get(name);
  if (present === undefined) map.set(name, [operation]);
  else present.push(operation);
}

function nameOf({ name }: DatabaseObject): string {
  return name?.text ?? "";
}

/** Whether an object is in a schema; unknown where it has no name, or that can't be known. */
export function presenceIn(schema: Schema, { type, schema: within, table, name }: DatabaseObject): Presence {
  if (name === null || name.text === null || within?.text === null || table?.text === null) return "unknown";
  // An index is found by its own name.
  const owner = type === "index" || type === "statistics" ? null : (table?.text ?? null);
  return schema.has(type, within?.text ?? null, name.text, owner);
}

/** True for what stays when nothing drops it, and whose drop is the downgrade's business. */
function isLasting(creation: Create): boolean {
  const { object } = creation;
  if (!isDroppable(object.type) || isTemporary(creation) || isOfDomain(creation)) return false;
  return object.type !== "extension" && !(object.type === "schema" && object.name?.text === "public");
}

export function isTemporary({ definition }: Create): boolean {
  return definition?.kind === "table" && definition.temporary;
}

function isOfDomain({ statement }: Create): boolean {
  return statement !== null && "AlterDomainStmt" in statement;
}
