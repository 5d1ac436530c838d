import type { Draft } from "./draft.ts";
import type { Presence } from "./objects.ts";
import type { Deed, RecordedGuard, RecordedObject, RecordedOperation } from "./recorded-operation.ts";
import type { Schema } from "./schema.ts";

/** Whether an operation is carried out, and what it is where a look at the catalog has gone before it. */
export interface Decision {
  readonly outcome: Outcome;
  readonly deed: Deed;
  /** Its error would be caught, and that there is none is not sure. */
  readonly mayFail: boolean;
}

type Outcome = "done" | "skipped" | "unsure";

type Look = Extract<RecordedGuard, { offset: number }>;

/** Decides which of an upgrade's operations are carried out. */
export class Guarding {
  /** What the looks at the database have found so far, by their place and what they look for. */
  readonly #found = new Map<string, Presence>();
  readonly #start: Schema;

  constructor(start: Schema) {
    this.#start = start;
  }

  decide(operation: RecordedOperation, draft: Draft): Decision {
    let deed: Deed = operation;
    let mayFail = false;
    const outcomes: Outcome[] = [operation.perhaps === true ? "unsure" : "done"];
    for (const guard of operation.guards ?? []) {
      if ("caught" in guard) deed = lenient(deed);
      else {
        const found = this.#outcome(guard, draft);
        if (found !== "skipped" && guard.partial !== true && isOwn(guard, deed)) deed = lenient(deed);
        else outcomes.push(found);
      }
      if ("caught" in guard) {
        const caught = outcomeOfCaught(deed, guard.conditions, draft);
        outcomes.push(caught);
        mayFail ||= caught !== "done" || !isPossible(operation, draft);
      }
    }
    return { outcome: leastSure(outcomes), deed, mayFail };
  }

  #outcome(guard: Look, draft: Draft): Outcome {
    const presence = this.#presence(guard, draft);
    if (presence === "unknown") return "unsure";
    if ((presence === "present") !== guard.exists) return "skipped";
    return guard.partial === true ? "unsure" : "done";
  }

  #presence(guard: Look, draft: Draft): Presence {
    const key = JSON.stringify([guard.offset, guard.object]);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const [then, now] = [presenceIn(this.#start, guard.object), presenceIn(draft.done(), guard.object)];
    // When the look was taken is not known.
    const presence = then === now ? now : "unknown";
    this.#found.set(key, presence);
    return presence;
  }
}

function leastSure(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes("skipped")) return "skipped";
  return outcomes.includes("unsure") ? "unsure" : "done";
}

function presenceIn(schema: Schema, { type, schema: within, table, name }: RecordedObject): Presence {
  if (name == null || within === null || table === null) return "unknown";
  return schema.has(type, within ?? null, name, table ?? null);
}

/** True when a look is for the very thing that is created where it is missing, or dropped where it is there. */
function isOwn({ object, exists }: Look, deed: Deed): boolean {
  if (deed.kind === "add value")
    return object.type === "enum value" && !exists && object.name === deed.value && deed.value !== null;
  if (deed.kind !== "create" && deed.kind !== "drop") return false;
  if (exists !== (deed.kind === "drop")) return false;
  const own = deed.object;
  const sameType = object.type === own.type || (object.type === "relation" && isRelation(own));
  const sameTable = object.table === undefined || own.table === undefined || object.table === own.table;
  return (
    sameType &&
    sameTable &&
    object.name != null &&
    object.name === own.name &&
    (object.schema ?? "public") === (own.schema ?? "public")
  );
}

const relations: ReadonlySet<string> = new Set([
  "table",
  "foreign table",
  "index",
  "view",
  "materialized view",
  "sequence",
]);

function isRelation({ type }: RecordedObject): boolean {
  return relations.has(type);
}

/** The same, but where it can't be done it is left out. */
function lenient(deed: Deed): Deed {
  switch (deed.kind) {
    case "create":
    case "add value":
      return { ...deed, ifNotExists: true };
    case "drop":
    case "rename":
    case "alter":
      return { ...deed, ifExists: true };
    default:
      return deed;
  }
}

/**
 * How something goes whose failure is caught, besides that it, or what it drops, may be there already or not be there.
 * @param conditions what is caught, in PostgreSQL's names; undefined where it may be anything.
 */
function outcomeOfCaught(deed: Deed, conditions: readonly string[] | undefined, draft: Draft): Outcome {
  const catchesAny = conditions === undefined || conditions.includes("others");
  if (catchesAny && mayFailOnRows(deed)) return "unsure";
  if (!("object" in deed) || deed.object.table == null) return "done";
  const table = draft.findRelation("table", deed.object.schema, deed.object.table);
  const presence = table === null ? "unknown" : draft.relationPresence("table", table);
  if (presence === "present") return "done";
  return presence === "absent" ? "skipped" : "unsure";
}

/** True for what does not depend on the schema alone: rows may be in the way, or an extension not be installed. */
function mayFailOnRows(deed: Deed): boolean {
  switch (deed.kind) {
    case "create":
      return (
        deed.object.type === "extension" ||
        deed.object.type === "constraint" ||
        deed.index?.unique === true ||
        (deed.column?.notNull === true && deed.column.default === undefined)
      );
    case "alter":
      return deed.change.kind === "type" || deed.change.kind === "nullable";
    case "opaque":
      return true;
    default:
      return false;
  }
}

/** True where something to be created is known not to be there, and something to be changed or dropped is known to be. */
function isPossible(deed: Deed, draft: Draft): boolean {
  if (!("object" in deed)) return false;
  const presence = presenceIn(draft.done(), deed.object);
  if (deed.kind === "create")
    return deed.object.name === undefined || presence === "absent" || deed.ifNotExists === true;
  return presence === "present" || ("ifExists" in deed && deed.ifExists === true);
}
