import { sqlIdentifier, sqlLiteral } from "../../migration/edit/sql-name.ts";
import type { FoundName, PlainName, ValueOwner } from "../../migration/names/name-place.ts";
import type { Place } from "../place.ts";
import type { Upgrade } from "../revision-history.ts";
import { qualified } from "../schema/inventory.ts";
import type { ObjectName, Table } from "../schema/objects.ts";
import type { Gap, Schema } from "../schema/schema.ts";
import { indexSql } from "../schema/sql/index-sql.ts";
import { columnLine, constraintLine } from "../schema/sql/table-sql.ts";
import type { HistoryEvent, Knowledge } from "./knowledge.ts";
import { endOf, valueOrigins } from "./origins.ts";

type Named = Pick<FoundName, "name" | "what">;

/** What is asked: the object of a name, in a schema that these upgrades have led to. */
export interface Question {
  readonly schema: Schema;
  readonly upgrades: readonly Upgrade[];
}

/** More columns than that are not shown. */
const mostColumns = 20;

/** What is known of what a name stands for; null where it can't be told what that is. Of what is not there, `presence` says so. */
export function knownObject({ name, what }: Named, question: Question): Knowledge | null {
  switch (what.kind) {
    case "relation":
      return relation(nameIn(what.schema, name), question);
    case "type":
      return type(nameIn(what.schema, name), question);
    case "index":
      return index(nameIn(what.schema, name), question);
    case "schema":
      return schema(name, question);
    case "column":
    case "constraint":
      return part(what.kind, name, what.tables, question);
    case "enum value":
      return value(name, what.of, question);
  }
}

/** The enum type that a value belongs to; null where that can't be told. */
export function typeOf(of: ValueOwner, schema: Schema): ObjectName | null {
  if ("type" in of) return nameIn(of.type.schema, of.type.name);
  const owners = of.tables.map((table) => nameIn(table.schema, table.name));
  const having = owners.filter((owner) => schema.has("column", owner.schema, of.column, owner.name) !== "absent");
  const [first, ...others] = having;
  return first === undefined || others.length > 0 ? null : schema.createdTypeOf(first, of.column);
}

/** A name as a schema has it: what is not qualified is in `public`. */
export function nameIn(schema: string | null, name: string): ObjectName {
  return { schema: schema ?? "public", name };
}

function relation(name: ObjectName, question: Question): Knowledge {
  const { schema } = question;
  const table = schema.table(name);
  if (table !== null) return { ...base(table.kind, name, question), definition: tableLines(schema, table) };
  const kinds = ["view", "materialized view", "sequence", "index"] as const;
  const kind = kinds.find((each) => schema.has(each, name.schema, name.name) === "present") ?? "table";
  return base(kind, name, question);
}

function tableLines(schema: Schema, table: Table): readonly string[] {
  const columns = [...table.columns]
    .filter(([column]) => schema.has("column", table.name.schema, column, table.name.name) === "present")
    .sort(([, a], [, b]) => a.position - b.position)
    .map(([column, known]) => columnLine(schema, table, column, known));
  const isWhole = table.columnsWhole !== null && schema.isFresh("column", table.columnsWhole);
  const left = columns.length - mostColumns;
  return [
    `${qualified(table.name)} (`,
    ...columns.slice(0, mostColumns).map((line) => `  ${line}`),
    ...(left > 0 ? [`  -- and ${left} more`] : []),
    ...(isWhole ? [] : ["  -- unknown: what other columns it has"]),
    ")",
  ];
}

function type(name: ObjectName, question: Question): Knowledge {
  const { schema, upgrades } = question;
  const known = base("type", name, question);
  const labels = schema.enumLabels(name);
  if (labels === null) return known;
  const origins = valueOrigins(name, labels, upgrades);
  const events = origins.flatMap(({ values, place }): HistoryEvent[] =>
    // What it was created with needs no mention.
    place === null || known.events.some((event) => isSame(event.place, place)) ? [] : [{ what: { values }, place }],
  );
  return {
    ...known,
    kind: "enum type",
    definition: [`${qualified(name)} (${labels.map(sqlLiteral).join(", ")})`],
    events: [...known.events, ...events],
  };
}

function value(label: string, of: ValueOwner, question: Question): Knowledge | null {
  const { schema, upgrades } = question;
  const name = typeOf(of, schema);
  const labels = name === null ? null : schema.enumLabels(name);
  if (name === null || labels === null) return null;
  const at = labels.indexOf(label);
  const title = `${sqlLiteral(label)} of ${qualified(name)}`;
  const list = `${qualified(name)} (${labels.map(sqlLiteral).join(", ")})`;
  const common = { kind: "value", title, definition: [list], gap: null };
  if (at === -1) return { ...common, presence: "absent", events: [] };
  const [origin] = valueOrigins(name, [label], upgrades);
  const events = origin?.place == null ? [] : [{ what: { values: [label] }, place: origin.place }];
  return { ...common, presence: "present", events };
}

function index(name: ObjectName, question: Question): Knowledge {
  const { schema } = question;
  const known = base("index", name, question);
  if (known.presence !== "present") return known;
  const definition = indexSql(schema, name);
  return { ...known, definition: definition === null ? [] : [definition] };
}

function schema(name: string, { schema: state, upgrades }: Question): Knowledge {
  const presence = state.has("schema", null, name);
  const place = state.placeOf("schema", null, name);
  const end = presence === "absent" ? endOf("schema", nameIn(null, name), null, upgrades) : null;
  return {
    kind: "schema",
    title: sqlIdentifier(name),
    presence,
    definition: [],
    events: [
      ...created(presence === "present" ? place : null),
      ...(end === null ? [] : [{ what: end.how, place: end.place }]),
    ],
    gap: presence === "unknown" ? gapOf(state, "schema", null) : null,
  };
}

/** What every table has, though nobody creates it (PostgreSQL 12 to 18, manual 5.5). */
const systemColumns = new Set(["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"]);

/** A column or constraint: of the one table that has it where several come into question. */
function part(
  kind: "column" | "constraint",
  name: string,
  tables: readonly PlainName[],
  { schema, upgrades }: Question,
): Knowledge | null {
  if (kind === "column" && systemColumns.has(name)) return null;
  const owners = tables.map((table) => nameIn(table.schema, table.name));
  const presences = owners.map((owner) => schema.has(kind, owner.schema, name, owner.name));
  const owner = owners.length === 1 ? owners[0] : owners[presences.indexOf("present")];
  const isClear =
    owners.length === 1 ||
    (presences.every((each) => each !== "unknown") && presences.filter((each) => each === "present").length === 1);
  if (owner === undefined || !isClear) return null;
  const presence = schema.has(kind, owner.schema, name, owner.name);
  const table = schema.table(owner);
  const column = kind === "column" ? table?.columns.get(name) : undefined;
  const constraint = kind === "constraint" ? table?.constraints.get(name) : undefined;
  const line =
    table !== null && column !== undefined
      ? columnLine(schema, table, name, column)
      : table !== null && constraint !== undefined
        ? constraintLine(schema, table, constraint)
        : null;
  const end = presence === "absent" ? endOf(kind, nameIn(owner.schema, name), owner.name, upgrades) : null;
  return {
    kind: kind === "column" ? "column" : `${constraint?.type ?? ""} constraint`.trim(),
    title:
      kind === "column"
        ? `${qualified(owner)}.${sqlIdentifier(name)}`
        : `${sqlIdentifier(name)} of ${qualified(owner)}`,
    presence,
    definition: presence === "present" && line !== null ? [line] : [],
    events: [
      ...created(presence === "present" ? schema.placeOf(kind, owner.schema, name, owner.name) : null),
      ...(end === null ? [] : [{ what: end.how, place: end.place }]),
    ],
    gap: presence === "unknown" ? gapOf(schema, kind, owner) : null,
  };
}

/** What is the same for all that has a schema and belongs to nothing. */
function base(kind: string, name: ObjectName, { schema, upgrades }: Question): Knowledge {
  const type = kindsOfSchema.find((each) => each === kind) ?? "table";
  const presence = schema.has(type, name.schema, name.name);
  const ended = type === "type" || type === "index" ? type : "table";
  const end = presence === "absent" ? endOf(ended, name, null, upgrades) : null;
  return {
    kind,
    title: qualified(name),
    presence,
    definition: [],
    events: [
      ...created(presence === "present" ? schema.placeOf(type, name.schema, name.name) : null),
      ...(end === null ? [] : [{ what: end.how, place: end.place }]),
    ],
    gap: presence === "unknown" ? gapOf(schema, type, type === "table" ? name : null) : null,
  };
}

const kindsOfSchema = ["table", "view", "materialized view", "sequence", "index", "type"] as const;

function created(place: Place | null): readonly HistoryEvent[] {
  return place === null ? [] : [{ what: "created", place }];
}

/** The last thing in the history that makes something of this kind unknown. */
function gapOf({ state }: Schema, type: string, table: ObjectName | null): Gap | null {
  const matters = ({ types, table: of }: Gap) =>
    (types === null || types.some((each) => each === type)) &&
    (of === null || (of.schema === table?.schema && of.name === table.name));
  return state.gaps.findLast(matters) ?? null;
}

function isSame(a: Place, b: Place): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
