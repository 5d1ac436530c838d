import type { Context } from "../../context.ts";
import type { Presence } from "../../history/schema/objects.ts";
import { type RecordedOperation, recordWholeUpgrade } from "../../history/schema/recorded-operation.ts";
import { recordedName } from "../../history/schema/recording/names.ts";
import { replay } from "../../history/schema/replay.ts";
import { Schema } from "../../history/schema/schema.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import { isDroppable } from "../../migration/edit/undo/drop-creation.ts";
import type { Create, Operation } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { isSame, tableOf } from "./objects.ts";

/** What an upgrade makes of the schema that it meets. */
export class Upgraded {
  readonly operations: readonly Operation[];
  readonly before: Schema;
  /** Where nothing that it creates was there, and all else was that it looks for. */
  readonly after: Schema;

  constructor(script: MigrationScript, { history, environment }: Context) {
    this.operations = script.operations.filter(({ direction }) => direction === "upgrade");
    this.before = history?.before() ?? Schema.unknown;
    const settings = { namingConvention: environment?.namingConvention ?? null };
    const upgrade = [...(history === null ? tablesOf(this.operations) : []), ...recordWholeUpgrade(script)];
    this.after = replay(this.before, upgrade, { path: history?.node?.path ?? "" }, settings);
  }

  /** Objects that it creates, and which were not there before as far as is known; what belongs to a new table goes with it. */
  get creations(): readonly Create[] {
    return this.operations.filter(
      (operation): operation is Create =>
        operation.kind === "create" &&
        this.isNew(operation) &&
        operation.object.name?.text !== null &&
        !(operation.object.name === null && this.goesWithColumn(operation)) &&
        !operation.guards.some(({ kind }) => kind === "gate") &&
        operation.transaction !== "other connection" &&
        this.creationOfTable(operation) === null &&
        presenceIn(this.after, operation.object) !== "absent",
    );
  }

  /** Whether what an operation creates can't have been there before, as far as is known. */
  isNew(creation: Create): boolean {
    const { object } = creation;
    if (!isDroppable(object.type) || isTemporary(creation) || isOfDomain(creation)) return false;
    if (object.type === "extension" || (object.type === "schema" && object.name?.text === "public")) return false;
    const presence = presenceIn(this.before, object);
    if (presence !== "unknown") return presence === "absent";
    // It may be there in another shape, which then is not known.
    return !creation.orReplace && !this.goesBefore(creation);
  }

  /** The creation of the very object, or of the table that it belongs to; null where it is none of this upgrade's. */
  creationOf(object: DatabaseObject): Create | null {
    const table = tableOf(object);
    return this.#find((made) => isSame(made, object) || (table !== null && isSame(made, table)));
  }

  /** The creation of the table that an object belongs to, where that is this upgrade's. */
  creationOfTable({ object }: Pick<Create, "object">): Create | null {
    const table = tableOf(object);
    return table === null || table === object ? null : this.#find((made) => isSame(made, table));
  }

  /** Whether a constraint or an index goes with a column that is created too. */
  goesWithColumn({ object, definition }: Create): boolean {
    if (definition?.kind !== "constraint" && definition?.kind !== "index") return false;
    return definition.columns.some((column) => {
      const name = { text: column, expression: null };
      return (
        column !== null &&
        this.creationOf({ type: "column", schema: object.schema, table: object.table, name }) !== null
      );
    });
  }

  #find(fits: (made: DatabaseObject) => boolean): Create | null {
    return (
      this.operations.find((operation): operation is Create => operation.kind === "create" && fits(operation.object)) ??
      null
    );
  }

  /** Whether the upgrade first drops, or gives another name to, what it then creates. */
  goesBefore(creation: Create): boolean {
    return this.operations.slice(0, this.operations.indexOf(creation)).some(({ kind, ...other }) => {
      return (kind === "drop" || kind === "rename") && "object" in other && isNamedAs(other.object, creation.object);
    });
  }
}

function isNamedAs(object: DatabaseObject | null, other: DatabaseObject): boolean {
  return object !== null && isSame(object, other);
}

/** That the tables are there whose triggers, policies and rules are created: what belongs to a table that is not known isn't either. */
function tablesOf(operations: readonly Operation[]): readonly RecordedOperation[] {
  return operations.flatMap((operation) => {
    if (operation.kind !== "create" || !["trigger", "policy", "rule"].includes(operation.object.type)) return [];
    const { schema, table } = operation.object;
    if (table === null || table.text === null || isMade(table.text, operations)) return [];
    return [{ kind: "opaque", table: recordedName({ schema, name: table }), at: [0, 0, 0, 0] } as const];
  });
}

function isMade(table: string, operations: readonly Operation[]): boolean {
  return operations.some(({ kind, ...other }) => {
    if ((kind !== "create" && kind !== "rename") || !("object" in other)) return false;
    const name = "to" in other ? other.to : other.object?.name;
    return name !== null && name !== undefined && name.text === table && other.object?.table === null;
  });
}

/** Whether an object is in a schema; unknown where it has no name, or that can't be known. */
export function presenceIn(schema: Schema, { type, schema: within, table, name }: DatabaseObject): Presence {
  if (name === null || name.text === null || within?.text === null || table?.text === null) return "unknown";
  // An index is found by its own name.
  const owner = type === "index" || type === "statistics" ? null : (table?.text ?? null);
  return schema.has(type, within?.text ?? null, name.text, owner);
}

export function isTemporary({ definition }: Create): boolean {
  return definition?.kind === "table" && definition.temporary;
}

function isOfDomain({ statement }: Create): boolean {
  return statement !== null && "AlterDomainStmt" in statement;
}
