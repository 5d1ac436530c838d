import { Map as ImmutableMap, Set as ImmutableSet, List } from "immutable";
import type { ObjectType } from "../../migration/database-object.ts";
import type { Place } from "../place.ts";
import type {
  Binding,
  ColumnType,
  Fact,
  ObjectName,
  Presence,
  Relation,
  Table,
  Type,
  UncommittedValue,
} from "./objects.ts";

/** Something in the history that keeps a part of the schema from being known. */
export interface Gap {
  readonly place: Place;
  /** What may be otherwise than known: objects of these types; null for anything. */
  readonly types: readonly ObjectType[] | null;
  /** The one table that it is about. */
  readonly table: ObjectName | null;
}

/** What a schema is made of. */
export interface SchemaState {
  readonly schemas: ImmutableMap<string, Fact>;
  readonly extensions: ImmutableMap<string, Fact>;
  /** What the names of tables, indexes, sequences and views stand for. */
  readonly names: ImmutableMap<string, Binding>;
  readonly relations: ImmutableMap<number, Relation>;
  readonly typeNames: ImmutableMap<string, Binding>;
  readonly types: ImmutableMap<number, Type>;
  /** For each type, and each table, the relations that may use it. */
  readonly users: ImmutableMap<number, ImmutableSet<number>>;
  /** Functions, triggers, policies and the like. */
  readonly others: ImmutableMap<string, Fact>;
  /** When what was known of objects of a type was last put in doubt; under "" that of all objects. */
  readonly doubts: ImmutableMap<ObjectType | "", number>;
  /** The types of objects of which there may be more than are known. */
  readonly incomplete: ImmutableSet<ObjectType>;
  readonly uncommitted: ImmutableMap<number, readonly UncommittedValue[]>;
  /** The types that no commit has followed yet. */
  readonly newTypes: ImmutableSet<number>;
  /** Those that indexes were made with, be they there or not: what they belong to was there. */
  readonly operatorClasses: ImmutableSet<string>;
  readonly gaps: List<Gap>;
  readonly clock: number;
  /** The number of the next object. */
  readonly next: number;
}

/** How an object's name is kept. No name has the character between its parts. */
export function keyOf({ schema, name }: ObjectName): string {
  return `${schema}\0${name}`;
}

/** The name that `keyOf` made a key of. */
export function nameOf(key: string): ObjectName {
  const [schema = "", name = ""] = key.split("\0");
  return { schema, name };
}

/** How the name of something that is no relation, type or schema is kept; `table` of what belongs to one. */
export function otherKey(type: ObjectType, { schema, name }: ObjectName, table: number | null): string {
  return JSON.stringify([type, table ?? schema, name]);
}

/** Under this number stand the tables that may have columns of types that are not known. */
export const unknownTypes = 0;

/** The schema of what has none. */
const nowhere = "";
const always: Fact = { presence: "present", seen: 0, place: null };

/** The type of object that what is known of another one rests on. */
const relationTypes: ReadonlySet<ObjectType> = new Set<ObjectType>([
  "table",
  "foreign table",
  "index",
  "sequence",
  "view",
  "materialized view",
  "relation",
]);

/** What a database holds as far as migrations tell. Immutable. */
export class Schema {
  /** A database that no migration has run on: Alembic has made its own table, of which nothing is said. */
  static readonly empty = new Schema({
    schemas: ImmutableMap({ public: always, pg_catalog: always, information_schema: always }),
    extensions: ImmutableMap({ plpgsql: always }),
    names: ImmutableMap([
      [keyOf({ schema: "public", name: "alembic_version" }), { presence: "unknown", seen: 0, place: null, id: null }],
    ]),
    relations: ImmutableMap(),
    typeNames: ImmutableMap(),
    types: ImmutableMap(),
    users: ImmutableMap(),
    others: ImmutableMap(),
    doubts: ImmutableMap(),
    incomplete: ImmutableSet(),
    uncommitted: ImmutableMap(),
    newTypes: ImmutableSet(),
    operatorClasses: ImmutableSet(),
    gaps: List(),
    clock: 0,
    next: 1,
  });
  /** A database of which nothing is known. */
  static readonly unknown = new Schema({ ...Schema.empty.state, doubts: ImmutableMap({ "": 1 }), clock: 1 });

  /** For `history/schema` only. */
  readonly state: SchemaState;

  constructor(state: SchemaState) {
    this.state = state;
  }

  /**
   * Whether an object exists.
   * @param schema its schema, or its table's; null for what has none. What is not qualified is in `public`.
   * @param table of a column, constraint, trigger, policy or rule.
   */
  has(type: ObjectType, schema: string | null, name: string, table: string | null = null): Presence {
    const { schemas, extensions, others } = this.state;
    if (type === "schema") return this.#presence(type, schemas.get(name));
    if (type === "extension") return this.#presence(type, extensions.get(name));
    const full = { schema: schema ?? "public", name };
    if (type === "enum value") return table === null ? "unknown" : this.#hasLabel({ ...full, name: table }, name);
    const within = this.#presence("schema", schemas.get(full.schema));
    if (within === "absent") return "absent";
    if (relationTypes.has(type)) return this.#hasRelation(type, full);
    if (type === "type" || type === "domain") return this.#presence(type, this.state.typeNames.get(keyOf(full)));
    if (type === "column" || type === "constraint") {
      return table === null ? "unknown" : this.#hasPart(type, { ...full, name: table }, name);
    }
    if (table === null)
      return this.#presence(
        type,
        others.get(otherKey(type, schema === null && isGlobal(type) ? { schema: nowhere, name } : full, null)),
      );
    const bound = this.#binding({ ...full, name: table });
    const presence = this.#hasRelation("table", { ...full, name: table });
    if (presence !== "present" || bound === undefined || bound.id === null)
      return presence === "absent" ? "absent" : "unknown";
    return this.#presence(type, others.get(otherKey(type, full, bound.id)));
  }

  /** Whether what is not known to exist does not exist. */
  isComplete(type: ObjectType): boolean {
    return this.isFresh(type, 0) && !this.state.incomplete.has(type);
  }

  /** The labels of an enum type in their order; null where it is not known to exist, or to be one, or they can't be known. */
  enumLabels(type: ObjectName): readonly string[] | null {
    return this.#type(type)?.labels ?? null;
  }

  /** The type of a column as `columnTypeName` gives it; null where the column is not known to exist, or its type can't be known. */
  columnType(table: ObjectName, column: string): ColumnType | null {
    const found = this.table(table)?.columns.get(column);
    if (found === undefined || !this.isFresh("column", found.seen) || found.presence !== "present") return null;
    return found.type;
  }

  /** The columns that have a type, be it in an array; null where there may be others. */
  columnsOfType(type: ObjectName): readonly { readonly table: ObjectName; readonly column: string }[] | null {
    const binding = this.state.typeNames.get(keyOf(type));
    if (binding === undefined || binding.id === null || this.#presence("type", binding) !== "present") return null;
    if (!this.isComplete("column") || !this.isComplete("table")) return null;
    const found: { table: ObjectName; column: string }[] = [];
    const users = (this.state.users.get(binding.id) ?? ImmutableSet<number>()).union(
      this.state.users.get(unknownTypes) ?? [],
    );
    for (const id of users) {
      const table = this.state.relations.get(id);
      if (table === undefined || !("columns" in table && "columnsWhole" in table)) continue;
      if (this.#binding(table.name)?.id !== id || this.#hasRelation("table", table.name) === "absent") continue;
      if (table.columnsWhole === null || !this.isFresh("column", table.columnsWhole)) return null;
      for (const [column, { presence, type: own }] of table.columns) {
        if (presence === "absent") continue;
        if (own === null) return null;
        if (own.of === binding.id) found.push({ table: table.name, column });
      }
    }
    return found;
  }

  /** Whether a table has, or may have, a column of which `test` holds, given the type's name, where no migration has created it, and the default's SQL. */
  someColumn(test: (type: string | null, sql: string | null) => boolean): boolean {
    for (const table of this.state.relations.values()) {
      if (table.kind !== "table") continue;
      for (const { type, default: sql } of table.columns.values()) {
        const of = type?.of ?? null;
        if (test(of === null || typeof of === "number" ? null : typeof of === "string" ? of : of.name, sql))
          return true;
      }
    }
    return false;
  }

  /** Whether an index was, or may have been, made with an operator class of which `test` holds. */
  someOperatorClass(test: (name: string) => boolean): boolean {
    return this.state.operatorClasses.some(test);
  }

  /** Where an object was created; null where that is not known. */
  placeOf(type: ObjectType, schema: string | null, name: string, table: string | null = null): Place | null {
    const full = { schema: schema ?? "public", name };
    if (type === "schema") return this.state.schemas.get(name)?.place ?? null;
    if (type === "extension") return this.state.extensions.get(name)?.place ?? null;
    if (type === "type" || type === "domain") return this.state.typeNames.get(keyOf(full))?.place ?? null;
    if (relationTypes.has(type)) return this.#binding(full)?.place ?? null;
    const owner = table === null ? null : this.table({ ...full, name: table });
    if (type === "column") return owner?.columns.get(name)?.place ?? null;
    return type === "constraint" ? (owner?.constraints.get(name)?.place ?? null) : null;
  }

  /** The values of an enum type that were added since the last commit, when all revisions run in one transaction. */
  uncommittedValues(type: ObjectName): readonly UncommittedValue[] {
    const id = this.state.typeNames.get(keyOf(type))?.id ?? null;
    return id === null ? [] : (this.state.uncommitted.get(id) ?? []);
  }

  /** The enum types with values that were added since the last commit, when all revisions run in one transaction. */
  get uncommittedTypes(): readonly ObjectName[] {
    return [...this.state.uncommitted.keys()].flatMap((id) => this.state.types.get(id)?.name ?? []);
  }

  /** The enum type, or other type that a migration has created, of a column that is no array; null where there is none, or it can't be known. */
  createdTypeOf(table: ObjectName, column: string): ObjectName | null {
    const type = this.columnType(table, column);
    if (type === null || type.array || typeof type.of !== "number") return null;
    return this.state.types.get(type.of)?.name ?? null;
  }

  /** Whether a type of this name may be found in another schema than `public`. */
  mayLieElsewhere(typeName: string): boolean {
    if (!this.isComplete("type")) return true;
    return [...this.state.typeNames].some(([key, { presence }]) => {
      return (
        presence !== "absent" && key !== keyOf({ schema: "public", name: typeName }) && key.endsWith(`\0${typeName}`)
      );
    });
  }

  /** A table that is known to exist; null for any other name. */
  table(name: ObjectName): Table | null {
    const binding = this.#binding(name);
    if (binding === undefined || binding.id === null || this.#hasRelation("table", name) !== "present") return null;
    const relation = this.state.relations.get(binding.id);
    return relation?.kind === "table" || relation?.kind === "foreign table" ? relation : null;
  }

  #binding(name: ObjectName): Binding | undefined {
    return this.state.names.get(keyOf(name));
  }

  #type(name: ObjectName): Type | null {
    const binding = this.state.typeNames.get(keyOf(name));
    if (binding === undefined || binding.id === null || this.#presence("type", binding) !== "present") return null;
    return this.state.types.get(binding.id) ?? null;
  }

  #hasRelation(type: ObjectType, name: ObjectName): Presence {
    const binding = this.#binding(name);
    const relation = binding === undefined || binding.id === null ? undefined : this.state.relations.get(binding.id);
    const presence = this.#presence(relation?.kind ?? type, binding);
    if (presence !== "present" || relation === undefined || type === "relation") return presence;
    return relation.kind === type || (type === "table" && relation.kind === "foreign table") ? "present" : "absent";
  }

  #hasPart(type: "column" | "constraint", of: ObjectName, name: string): Presence {
    const presence = this.#hasRelation("table", of);
    if (presence !== "present") return presence;
    const table = this.table(of);
    if (table === null) return "unknown";
    const fact = (type === "column" ? table.columns : table.constraints).get(name);
    const whole = type === "column" ? table.columnsWhole : table.constraintsWhole;
    if (fact === undefined) return whole !== null && this.isFresh(type, whole) ? "absent" : "unknown";
    return this.#presence(type, fact);
  }

  #hasLabel(type: ObjectName, label: string): Presence {
    const presence = this.has("type", type.schema, type.name);
    if (presence !== "present") return presence;
    const labels = this.enumLabels(type);
    return labels === null ? "unknown" : labels.includes(label) ? "present" : "absent";
  }

  #presence(type: ObjectType, fact: Fact | undefined): Presence {
    if (fact === undefined) return this.isComplete(type) ? "absent" : "unknown";
    return this.isFresh(type, fact.seen) ? fact.presence : "unknown";
  }

  /** Whether what was seen of an object of this type at a time of the schema's clock still holds. */
  isFresh(type: ObjectType, seen: number): boolean {
    const { doubts } = this.state;
    return seen >= (doubts.get("") ?? 0) && seen >= (doubts.get(type) ?? 0);
  }
}

const globalTypes: ReadonlySet<ObjectType> = new Set<ObjectType>([
  "role",
  "database",
  "tablespace",
  "publication",
  "subscription",
  "server",
  "event trigger",
  "cast",
]);

function isGlobal(type: ObjectType): boolean {
  return globalTypes.has(type);
}
