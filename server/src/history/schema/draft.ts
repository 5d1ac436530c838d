import { Set as ImmutableSet } from "immutable";
import type { ObjectType } from "../../migration/database-object.ts";
import type { Place } from "../place.ts";
import { joined } from "./join.ts";
import type { Binding, Fact, ObjectName, Presence, Relation, Table, Type } from "./objects.ts";
import type { RecordedName } from "./recorded-operation.ts";
import { keyOf, Schema } from "./schema.ts";
import { Tracked } from "./tracked.ts";

/** What names without a schema stand for, and where things are done. */
export interface Setting {
  /** The schemas in which unqualified names are looked for; null where that can't be known. */
  readonly searchPath: readonly string[] | null;
  readonly namingConvention: boolean | null;
  readonly place: Place;
  /** Done by a directive of Alembic's, and not as SQL. */
  readonly directive: boolean;
}

/** The schema of what is gone when the session ends. */
export const temporary = "pg_temp";

/** A schema while something is done to it. */
export class Draft {
  readonly schemas;
  readonly extensions;
  readonly names;
  readonly relations;
  readonly typeNames;
  readonly types;
  readonly users;
  readonly others;
  #doubts;
  #incomplete;
  #newTypes;
  #operatorClasses;
  #uncommitted;
  #gaps;
  #clock: number;
  #next: number;
  setting: Setting;
  #uncommittedBefore;
  /** Whether something was done that may also have failed, or been left out. */
  isUnsure = false;

  constructor(schema: Schema, setting: Setting) {
    const { state } = schema;
    this.schemas = new Tracked(state.schemas);
    this.extensions = new Tracked(state.extensions);
    this.names = new Tracked(state.names);
    this.relations = new Tracked(state.relations);
    this.typeNames = new Tracked(state.typeNames);
    this.types = new Tracked(state.types);
    this.users = new Tracked(state.users);
    this.others = new Tracked(state.others);
    this.#doubts = state.doubts;
    this.#incomplete = state.incomplete;
    this.#newTypes = state.newTypes;
    this.#operatorClasses = state.operatorClasses;
    this.#uncommitted = state.uncommitted;
    this.#uncommittedBefore = state.uncommitted;
    this.#gaps = state.gaps;
    this.#clock = state.clock;
    this.#next = state.next;
    this.setting = setting;
  }

  /** Goes on with the next operation: what was done before is sure. */
  beginStep(setting: Setting): void {
    for (const part of [
      this.schemas,
      this.extensions,
      this.names,
      this.relations,
      this.typeNames,
      this.types,
      this.users,
      this.others,
    ])
      part.beginStep();
    this.#uncommittedBefore = this.#uncommitted;
    this.isUnsure = false;
    this.setting = setting;
  }

  /** The schema as it is now. */
  done(): Schema {
    return new Schema({
      schemas: this.schemas.now,
      extensions: this.extensions.now,
      names: this.names.now,
      relations: this.relations.now,
      typeNames: this.typeNames.now,
      types: this.types.now,
      users: this.users.now,
      others: this.others.now,
      ...this.#rest(),
    });
  }

  /** What is known when all that the present operation has done may as well not have been. */
  perhapsDone(): Schema {
    const joins = joined(
      (type, seen) => this.isFresh(type, seen),
      this.#clock,
      (id) => this.relations.get(id),
    );
    return new Schema({
      schemas: this.schemas.joined(joins.fact("schema")),
      extensions: this.extensions.joined(joins.fact("extension")),
      names: this.names.joined(joins.binding),
      relations: this.relations.joined(joins.relation),
      typeNames: this.typeNames.joined(joins.typeBinding),
      types: this.types.joined(joins.type),
      users: this.users.joined((before, after) => (before ?? ImmutableSet<number>()).union(after ?? [])),
      others: this.others.joined(joins.fact("other")),
      ...this.#rest(),
      uncommitted: this.#uncommitted.isEmpty() ? this.#uncommitted : this.#uncommittedBefore,
    });
  }

  #rest() {
    return {
      doubts: this.#doubts,
      incomplete: this.#incomplete,
      newTypes: this.#newTypes,
      operatorClasses: this.#operatorClasses,
      uncommitted: this.#uncommitted,
      gaps: this.#gaps,
      clock: this.#clock,
      next: this.#next,
    };
  }

  /** That something is there, or is not, from now on. */
  fact(presence: Presence, place: Place | null = this.setting.place): Fact {
    return { presence, seen: this.#clock, place };
  }

  /**
   * As `fact`, of what a name stands for. Not `{ ...fact, id }`: what is added to a copied object gives each of them, in V8, a hidden class of
   * its own, which takes more than the object.
   */
  bound(presence: Presence, id: number | null, place: Place | null = this.setting.place): Binding {
    return { presence, seen: this.#clock, place, id };
  }

  get clock(): number {
    return this.#clock;
  }

  takeNumber(): number {
    return this.#next++;
  }

  isFresh(type: ObjectType, seen: number): boolean {
    return seen >= (this.#doubts.get("") ?? 0) && seen >= (this.#doubts.get(type) ?? 0);
  }

  isComplete(type: ObjectType): boolean {
    return this.isFresh(type, 0) && !this.#incomplete.has(type);
  }

  /** That an index is made with these. */
  useOperatorClasses(names: readonly string[]): void {
    this.#operatorClasses = this.#operatorClasses.union(names);
  }

  /** There may be objects of this type that are not known. */
  open(type: ObjectType): void {
    if (!this.#incomplete.has(type)) this.#incomplete = this.#incomplete.add(type);
  }

  /** Nothing that was known of objects of these types, or of any, is sure any more. */
  doubt(types: readonly ObjectType[] | null): void {
    this.#clock++;
    for (const type of types ?? ([""] as const)) this.#doubts = this.#doubts.set(type, this.#clock);
    this.note(types);
  }

  /** Keeps in mind what the present operation has left unknown. */
  note(types: readonly ObjectType[] | null, table: ObjectName | null = null): void {
    this.#gaps = this.#gaps.push({ place: this.setting.place, types, table });
  }

  /** What was done could not be: something about this name was not as it was taken to be. */
  contradict(name: ObjectName | null): void {
    this.note([], name);
  }

  /** Nothing is sure any more of a table's parts. */
  doubtTable(id: number): void {
    const table = this.table(id);
    if (table === null) return;
    this.relations.set(id, {
      ...table,
      columns: table.columns.map((column) => ({ ...column, presence: "unknown" as const })),
      constraints: table.constraints.map((constraint) => ({ ...constraint, presence: "unknown" as const })),
      columnsWhole: null,
      constraintsWhole: null,
      indexesWhole: null,
    });
    for (const index of table.indexes) {
      const name = this.relations.get(index)?.name;
      if (name !== undefined) this.unsure(name, index);
    }
    // A column that may have come with it may have a sequence of its own.
    this.open("sequence");
    this.use(0, id);
    this.note(null, table.name);
  }

  /** A constraint may be gone. */
  unsureConstraint(id: number, key: string): void {
    const table = this.table(id);
    const constraint = table?.constraints.get(key);
    if (table === null || constraint === undefined) return;
    this.relations.set(id, {
      ...table,
      constraints: table.constraints.set(key, { ...constraint, presence: "unknown" }),
    });
  }

  /** Some index of a table may be gone. */
  doubtIndexes(id: number): void {
    for (const index of this.table(id)?.indexes ?? []) {
      const name = this.relations.get(index)?.name;
      if (name !== undefined) this.unsure(name, index);
    }
  }

  presence(type: ObjectType, fact: Fact | undefined): Presence {
    if (fact === undefined) return this.isComplete(type) ? "absent" : "unknown";
    return this.isFresh(type, fact.seen) ? fact.presence : "unknown";
  }

  /** The full name of something that is to be created; null where it can't be known. */
  nameFor(schema: string | null | undefined, name: string | null | undefined): ObjectName | null {
    const own = schema === undefined ? (this.setting.searchPath?.[0] ?? null) : schema;
    return own === null || name == null ? null : { schema: own, name };
  }

  /** The full name of a relation or type that is there, found by way of the search path; null where it can't be known. */
  find(
    names: Tracked<string, Binding>,
    type: ObjectType,
    schema: string | null | undefined,
    name: string | null | undefined,
  ): ObjectName | null {
    if (schema !== undefined || name == null) return this.nameFor(schema, name);
    const path = this.setting.searchPath;
    if (path === null) return null;
    for (const each of [temporary, ...path]) {
      const full = { schema: each, name };
      const bound = names.get(keyOf(full));
      if (bound !== undefined && this.presence(type, bound) !== "absent") return full;
    }
    return this.nameFor(schema, name);
  }

  findRelation(
    type: ObjectType,
    schema: string | null | undefined,
    name: string | null | undefined,
  ): ObjectName | null {
    return this.find(this.names, type, schema, name);
  }

  relationNamed(name: RecordedName): ObjectName | null {
    return typeof name === "string" || name === null
      ? this.findRelation("table", undefined, name)
      : this.findRelation("table", name[0], name[1]);
  }

  typeNamed(name: RecordedName): ObjectName | null {
    return typeof name === "string" || name === null
      ? this.find(this.typeNames, "type", undefined, name)
      : this.find(this.typeNames, "type", name[0], name[1]);
  }

  binding(name: ObjectName): Binding | undefined {
    return this.names.get(keyOf(name));
  }

  /** The relation that a name stands for, whether it is sure to be there or not. */
  relation(name: ObjectName): Relation | undefined {
    const id = this.binding(name)?.id ?? null;
    return id === null ? undefined : this.relations.get(id);
  }

  table(id: number): Table | null {
    const relation = this.relations.get(id);
    return relation?.kind === "table" || relation?.kind === "foreign table" ? relation : null;
  }

  relationPresence(type: ObjectType, name: ObjectName): Presence {
    return this.presence(this.relation(name)?.kind ?? type, this.binding(name));
  }

  /** Takes in a new relation, in place of what had its name. @returns its number. */
  addRelation(relation: Relation, presence: Presence = "present", place: Place | null = this.setting.place): number {
    const id = this.takeNumber();
    this.relations.set(id, relation);
    this.names.set(keyOf(relation.name), this.bound(presence, id, place));
    return id;
  }

  /** A name stands for a relation, as is now sure. */
  bind(name: ObjectName, id: number, place: Place | null): void {
    this.names.set(keyOf(name), this.bound("present", id, place));
  }

  /** There is a relation of this name, of which nothing else is known. */
  bindUnknown(name: ObjectName): void {
    const known = this.binding(name);
    this.names.set(keyOf(name), this.bound("present", known?.id ?? null, known?.place ?? null));
  }

  /** Takes a name away from the relation that it stands for, where it still does. */
  unbind(name: ObjectName, id: number): void {
    const bound = this.binding(name)?.id ?? null;
    if (bound === id) this.removeName(name);
  }

  /** A name may not stand for a relation any more. */
  unsure(name: ObjectName, id: number): void {
    const binding = this.binding(name);
    if (binding?.id === id) this.names.set(keyOf(name), { ...binding, presence: "unknown" });
  }

  /** A name stands for nothing any more. */
  removeName(name: ObjectName): void {
    this.names.set(keyOf(name), this.bound("absent", null, null));
  }

  /** What was a relation's name becomes another's; what it is stays. */
  renameRelation(name: ObjectName, to: ObjectName): void {
    const binding = this.binding(name);
    this.removeName(name);
    this.names.set(keyOf(to), this.bound("present", binding?.id ?? null, binding?.place ?? null));
  }

  /** All relations and types in a schema are gone. */
  emptySchema(schema: string): void {
    for (const [id, { name }] of this.relations.now) if (name.schema === schema) this.unbind(name, id);
    for (const [id, { name }] of this.types.now) if (name.schema === schema) this.unbindType(name, id);
  }

  /** A schema has another name. */
  moveSchema(schema: string, to: string): void {
    for (const [id, relation] of this.relations.now) {
      if (relation.name.schema !== schema || this.binding(relation.name)?.id !== id) continue;
      const name = { schema: to, name: relation.name.name };
      this.renameRelation(relation.name, name);
      this.relations.set(id, { ...relation, name });
    }
    for (const [id, type] of this.types.now) {
      const binding = this.typeNames.get(keyOf(type.name));
      if (type.name.schema !== schema || binding?.id !== id) continue;
      const name = { schema: to, name: type.name.name };
      this.unbindType(type.name, id);
      this.types.set(id, { ...type, name });
      this.typeNames.set(keyOf(name), this.bound("present", id, binding.place));
    }
  }

  /** A schema is used, and so is there. */
  useSchema(schema: string): void {
    if (schema === temporary) return;
    const known = this.schemas.get(schema);
    const presence = this.presence("schema", known);
    if (presence === "present") return;
    if (presence === "absent") this.open("schema");
    this.schemas.set(schema, this.fact("present", known?.place ?? null));
  }

  unbindType(name: ObjectName, id: number): void {
    if (this.typeNames.get(keyOf(name))?.id === id) this.typeNames.set(keyOf(name), this.bound("absent", null, null));
  }

  addType(type: Type, presence: Presence = "present"): number {
    const id = this.takeNumber();
    this.types.set(id, type);
    this.typeNames.set(keyOf(type.name), this.bound(presence, id));
    return id;
  }

  /** Something uses a type or a table. */
  use(used: number, by: number): void {
    const users = this.users.get(used) ?? ImmutableSet<number>();
    if (!users.has(by)) this.users.set(used, users.add(by));
  }

  beginType(id: number): void {
    this.#newTypes = this.#newTypes.add(id);
  }

  /** A value was added to an enum type: it can't be used before the next commit. */
  addUncommitted(id: number, value: string): void {
    const added = { value, place: this.setting.place, ofNewType: this.#newTypes.has(id) };
    this.#uncommitted = this.#uncommitted.set(id, [...(this.#uncommitted.get(id) ?? []), added]);
  }

  renameUncommitted(id: number, value: string, to: string): void {
    const values = this.#uncommitted.get(id);
    if (values === undefined) return;
    this.#uncommitted = this.#uncommitted.set(
      id,
      values.map((each) => (each.value === value ? { ...each, value: to } : each)),
    );
  }

  /** What was done so far is committed. */
  commit(): void {
    if (!this.#newTypes.isEmpty()) this.#newTypes = this.#newTypes.clear();
    if (!this.#uncommitted.isEmpty()) this.#uncommitted = this.#uncommitted.clear();
  }
}
