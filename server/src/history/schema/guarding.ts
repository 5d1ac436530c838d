import type { Draft } from "./draft.ts";
import type { Presence } from "./objects.ts";
import type { Deed, RecordedGuard, RecordedObject, RecordedOperation } from "./recorded-operation.ts";
import type { Schema } from "./schema.ts";

/** Whether an operation is carried out, and what it is where a look at the catalog has gone before it. */
export interface Decision {
  readonly outcome: "done" | "skipped" | "unsure";
  readonly deed: Deed;
}

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
    let outcome: Decision["outcome"] = operation.perhaps === true ? "unsure" : "done";
    for (const guard of operation.guards ?? []) {
      if ("caught" in guard) {
        deed = lenient(deed);
        continue;
      }
      if (isOwn(guard, deed)) {
        deed = lenient(deed);
        continue;
      }
      const presence = this.#presence(guard, draft);
      if (presence === "unknown") outcome = outcome === "skipped" ? outcome : "unsure";
      else if ((presence === "present") !== guard.exists) outcome = "skipped";
    }
    return { outcome, deed };
  }

  #presence(guard: Extract<RecordedGuard, { offset: number }>, draft: Draft): Presence {
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

function presenceIn(schema: Schema, { type, schema: within, table, name }: RecordedObject): Presence {
  if (name == null || within === null || table === null) return "unknown";
  return schema.has(type, within ?? null, name, table ?? null);
}

/** True when a look is for the very thing that is created where it is missing, or dropped where it is there. */
function isOwn({ object, exists }: Extract<RecordedGuard, { offset: number }>, deed: Deed): boolean {
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

function isRelation({ type }: RecordedObject): boolean {
  return ["table", "foreign table", "index", "view", "materialized view", "sequence"].includes(type);
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
