import type { Draft } from "../draft.ts";
import type { Fact } from "../objects.ts";
import type { RecordedObject } from "../recorded-operation.ts";
import { keyOf, otherKey } from "../schema.ts";
import type { Tracked } from "../tracked.ts";
import { removeParts } from "./tables.ts";
import { dropTypeUsers } from "./types.ts";

/** The types that extensions bring, of those that come with PostgreSQL or are common. */
const typesOfExtensions: ReadonlyMap<string, readonly string[]> = new Map([
  ["citext", ["citext"]],
  ["hstore", ["hstore", "ghstore"]],
  ["ltree", ["ltree", "lquery", "ltxtquery", "ltree_gist"]],
  ["vector", ["vector", "halfvec", "sparsevec"]],
  ["cube", ["cube"]],
  ["uuid-ossp", []],
  ["pgcrypto", []],
  ["pg_trgm", ["gtrgm"]],
  ["btree_gin", []],
  ["btree_gist", []],
  ["unaccent", []],
  ["fuzzystrmatch", []],
  ["tablefunc", []],
  ["intarray", ["query_int", "intbig_gkey"]],
  ["plpgsql", []],
]);

/** True for an extension that is known to bring no schemas or tables. */
export function bringsTypesAlone(extension: string): boolean {
  return typesOfExtensions.has(extension);
}

/** Creates a schema or an extension. */
export function createNamed(
  draft: Draft,
  type: "schema" | "extension",
  object: RecordedObject,
  ifNotExists: boolean,
  inSchema: string | undefined,
): void {
  const { name } = object;
  const map = type === "schema" ? draft.schemas : draft.extensions;
  if (name == null) {
    draft.open(type);
    return;
  }
  const presence = draft.presence(type, map.get(name));
  if (presence === "present") {
    if (ifNotExists) return;
    draft.contradict(null);
    draft.open(type);
  }
  map.set(name, draft.fact("present"));
  if (type === "extension" && presence !== "present") bring(draft, name, inSchema);
}

/** What an extension brings with it. */
function bring(draft: Draft, extension: string, inSchema: string | undefined): void {
  draft.open("function");
  const types = typesOfExtensions.get(extension);
  if (types === undefined) {
    for (const type of ["type", "table", "view", "sequence", "schema", "index"] as const) draft.open(type);
    return;
  }
  for (const type of types) {
    const name = draft.nameFor(inSchema, type);
    if (name === null) draft.open("type");
    else draft.addType({ kind: "type", name, labels: null, extension });
  }
}

export function dropNamed(
  draft: Draft,
  type: "schema" | "extension",
  object: RecordedObject,
  ifExists: boolean,
  cascade: boolean,
): void {
  const { name } = object;
  const map = type === "schema" ? draft.schemas : draft.extensions;
  if (name == null) {
    draft.doubt([type]);
    return;
  }
  const presence = draft.presence(type, map.get(name));
  if (presence === "absent") {
    if (!ifExists) {
      draft.contradict(null);
      draft.open(type);
    }
    return;
  }
  map.set(name, draft.fact("absent", null));
  if (type === "schema") emptySchema(draft, name, cascade);
  else {
    for (const [id, { extension, name: of }] of draft.types.now) if (extension === name) draft.unbindType(of, id);
    if (cascade) draft.doubt(["column", "index", "function", "view", "trigger", "type"]);
  }
}

/** All that is in a schema is gone; with CASCADE, so is what is made of it elsewhere. */
function emptySchema(draft: Draft, schema: string, cascade: boolean): void {
  const relations = [...draft.relations.now].filter(
    ([id, { name }]) => name.schema === schema && draft.binding(name)?.id === id,
  );
  const types = [...draft.types.now].filter(
    ([id, { name }]) => name.schema === schema && draft.typeNames.get(keyOf(name))?.id === id,
  );
  draft.emptySchema(schema);
  if (!cascade) return;
  for (const [id, relation] of relations) removeParts(draft, id, relation, true);
  for (const [id] of types) dropTypeUsers(draft, id);
}

/** Functions, triggers, policies and the like. */
export function createOther(draft: Draft, object: RecordedObject, ifNotExists: boolean, orReplace: boolean): void {
  const key = keyFor(draft, object);
  if (key === null) {
    draft.open(object.type);
    return;
  }
  // Functions may share a name.
  const known = draft.others.get(key);
  if (draft.presence(object.type, known) === "present" && (ifNotExists || orReplace)) return;
  draft.others.set(key, draft.fact("present"));
}

export function dropOther(draft: Draft, object: RecordedObject, cascade: boolean): void {
  const key = keyFor(draft, object);
  if (key === null) draft.doubt([object.type]);
  else if (overloads.has(object.type)) draft.others.set(key, draft.fact("unknown", null));
  else draft.others.set(key, draft.fact("absent", null));
  if (cascade) draft.doubt(["trigger", "view", "index", "policy", "column"]);
}

const overloads: ReadonlySet<string> = new Set(["function", "procedure", "aggregate", "operator", "cast", "other"]);

export function renameOther(draft: Draft, object: RecordedObject, to: string | null): void {
  const key = keyFor(draft, object);
  const now = keyFor(draft, { ...object, name: to });
  if (key === null || now === null) {
    draft.doubt([object.type]);
    return;
  }
  const place = draft.others.get(key)?.place ?? null;
  draft.others.set(key, draft.fact(overloads.has(object.type) ? "unknown" : "absent", null));
  draft.others.set(now, draft.fact("present", place));
}

/** Null where the object's name can't be known. */
function keyFor(draft: Draft, { type, schema, table, name }: RecordedObject): string | null {
  if (name == null) return null;
  if (table === undefined) {
    const full = draft.nameFor(schema, name);
    return full === null ? null : otherKey(type, full, null);
  }
  const owner = draft.findRelation("table", schema, table);
  const id = owner === null ? null : (draft.binding(owner)?.id ?? null);
  return owner === null || id === null ? null : otherKey(type, { ...owner, name }, id);
}

/** Gives a schema another name. */
export function renameSchema(draft: Draft, name: string | null, to: string | null): void {
  if (name === null || to === null) {
    draft.doubt(null);
    return;
  }
  move(draft.schemas, name, to, draft);
  draft.moveSchema(name, to);
}

function move(map: Tracked<string, Fact>, name: string, to: string, draft: Draft): void {
  const place = map.get(name)?.place ?? null;
  map.set(name, draft.fact("absent", null));
  map.set(to, draft.fact("present", place));
}
