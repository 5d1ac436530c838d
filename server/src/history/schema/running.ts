import type { Place } from "../place.ts";
import { carryOut } from "./carry-out.ts";
import { Draft, type Setting, temporary } from "./draft.ts";
import { Guarding } from "./guarding.ts";
import type { RecordedObject, RecordedOperation } from "./recorded-operation.ts";
import type { ReplaySettings } from "./replay.ts";
import { Schema } from "./schema.ts";

/** A block of which the errors are caught: what is done in it is done as a whole, or undone where something fails. */
interface Attempt {
  readonly block: number;
  readonly before: Schema;
  readonly operations: RecordedOperation[];
  hasFailed: boolean;
}

/** An upgrade on its way, one operation after the other. */
export class Replay {
  readonly #path: string;
  readonly #settings: ReplaySettings;
  readonly #guarding: Guarding;
  /** Null while the draft holds more than it. */
  #schema: Schema | null;
  /** What has been done to the schema since it was last made; null for nothing. */
  #draft: Draft | null = null;
  #attempt: Attempt | null = null;
  #hasTemporary = false;
  #searchPath: readonly string[] | null = ["public"];

  constructor(schema: Schema, path: string, settings: ReplaySettings) {
    this.#schema = schema;
    this.#path = path;
    this.#settings = settings;
    this.#guarding = new Guarding(schema);
  }

  /** The schema as it is now. */
  get schema(): Schema {
    this.#schema ??= this.#draft?.done() ?? Schema.unknown;
    return this.#schema;
  }

  set schema(schema: Schema) {
    this.#schema = schema;
    this.#draft = null;
  }

  step(operation: RecordedOperation): void {
    const caught = operation.guards?.find((guard) => "caught" in guard)?.caught ?? null;
    if (caught === null) {
      this.#attempt = null;
      this.#carryOut(operation);
      return;
    }
    if (this.#attempt?.block !== caught)
      this.#attempt = { block: caught, before: this.schema, operations: [], hasFailed: false };
    const attempt = this.#attempt;
    const isSure = this.#carryOut(attempt.hasFailed ? { ...operation, perhaps: true } : operation);
    attempt.operations.push(operation);
    if (isSure || attempt.hasFailed) return;
    attempt.hasFailed = true;
    if (attempt.operations.length === 1) return;
    // What came before it in its block may have been undone.
    this.schema = attempt.before;
    for (const each of attempt.operations) this.#carryOut({ ...each, perhaps: true });
  }

  /** @returns whether it is sure not to have failed. */
  #carryOut(operation: RecordedOperation): boolean {
    if (operation.kind === "search path") {
      this.#searchPath = operation.perhaps === true ? null : operation.schemas;
      return true;
    }
    if ("object" in operation && operation.object.schema === null && operation.object.name != null) {
      this.#inSomeSchema(operation, operation.object);
      return false;
    }
    const draft = this.#draftFor({
      searchPath: this.#searchPath,
      namingConvention: this.#settings.namingConvention,
      place: placeOf(operation, this.#path),
      directive: operation.directive === true,
    });
    // An autocommit block commits what came before it.
    if (operation.transaction === "autocommit" || mayCommit(operation)) draft.commit();
    const { outcome, deed, mayFail } = this.#guarding.decide(operation, draft);
    if (outcome !== "skipped" && hasItsTable(operation, draft)) carryOut(deed, draft);
    if (operation.transaction !== undefined || mayCommit(operation)) draft.commit();
    if (operation.kind === "create" && operation.object.schema === temporary) this.#hasTemporary = true;
    if (outcome === "unsure" || draft.isUnsure) this.schema = draft.perhapsDone();
    else this.#schema = null;
    return !mayFail;
  }

  #draftFor(setting: Setting): Draft {
    if (this.#draft === null) this.#draft = new Draft(this.schema, setting);
    else this.#draft.beginStep(setting);
    return this.#draft;
  }

  /** Something done in a schema of which the name can't be known: in any of those where it can be done. */
  #inSomeSchema(operation: Extract<RecordedOperation, { object: RecordedObject }>, object: RecordedObject): void {
    for (const schema of this.schema.state.schemas.keys()) {
      if (schema === "pg_catalog" || schema === "information_schema") continue;
      const [type, name] = object.table == null ? [object.type, object.name] : (["table", object.table] as const);
      const isNew = operation.kind === "create" && object.table == null;
      if (!isNew && (name == null || this.schema.has(type, schema, name) === "absent")) continue;
      this.#carryOut({ ...operation, object: { ...object, schema }, perhaps: true });
    }
  }

  /** The schema that is left at the end. */
  end(): Schema {
    if (!this.#hasTemporary) return this.schema;
    const place = { path: this.#path, start: nowhere, end: nowhere };
    const draft = new Draft(this.schema, { searchPath: null, namingConvention: null, place, directive: false });
    draft.emptySchema(temporary);
    return draft.done();
  }
}

const nowhere = { line: 0, character: 0 };

/** What ALTER TABLE IF EXISTS does is left out where the table is not there. */
function hasItsTable(operation: RecordedOperation, draft: Draft): boolean {
  if (operation.ifTable !== true || !("object" in operation)) return true;
  const { type, schema, table, name } = operation.object;
  const full = draft.findRelation("table", schema, table ?? (type === "table" ? name : null));
  const presence = full === null ? "unknown" : draft.relationPresence("table", full);
  if (presence === "unknown") draft.isUnsure = true;
  return presence !== "absent";
}

/** Whether nothing can be said to be uncommitted after an operation. */
function mayCommit(deed: RecordedOperation): boolean {
  switch (deed.kind) {
    case "end transaction":
      return true;
    case "opaque":
      return deed.types === undefined && deed.table === undefined;
    case "add value":
      return deed.helper === true;
    default:
      return false;
  }
}

function placeOf({ at: [line, character, endLine, endCharacter] }: RecordedOperation, path: string): Place {
  return { path, start: { line, character }, end: { line: endLine, character: endCharacter } };
}
