import type { Context } from "../../context.ts";
import type { Presence } from "../../history/schema/objects.ts";
import { recordWholeUpgrade } from "../../history/schema/recorded-operation.ts";
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
    this.after = replay(this.before, recordWholeUpgrade(script), { path: history?.node?.path ?? "" }, settings);
  }

  /** Objects that it creates, and which were not there before as far as is known; what belongs to a new table goes with it. */
  get creations(): readonly Create[] {
    return this.operations.filter(
      (operation): operation is Create =>
        operation.kind === "create" &&
        this.isNew(operation) &&
        operation.object.name?.text !== null &&
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
