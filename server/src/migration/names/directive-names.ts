import type { Value } from "../../python/value.ts";
import { Arguments, type Given } from "../directives/arguments.ts";
import { columnParts } from "../directives/column.ts";
import { textOf } from "../directives/operands.ts";
import { sqlalchemyCall } from "../directives/sqlalchemy-call.ts";
import type { FoundName, Named, PlainName, ValueOwner } from "./name-place.ts";
import { dottedParts, type WrittenText, writtenText } from "./written-name.ts";

/** The parameters of Alembic's directives that name tables, each with the one that names its schema. */
const tableParameters = {
  table_name: "schema",
  old_table_name: "schema",
  source_table: "source_schema",
  referent_table: "referent_schema",
} as const;
type TableParameter = keyof typeof tableParameters;

/** Those that name columns: one, or a list of them. */
const columnParameters: readonly (readonly [parameter: string, of: TableParameter])[] = [
  ["column_name", "table_name"],
  ["insert_before", "table_name"],
  ["insert_after", "table_name"],
  ["columns", "table_name"],
  ["local_cols", "source_table"],
  ["remote_cols", "referent_table"],
];

/** The directives that make what these parameters name. */
const makes: Readonly<Record<string, string>> = {
  create_table: "table_name",
  create_index: "index_name",
  create_foreign_key: "constraint_name",
  create_unique_constraint: "constraint_name",
  create_primary_key: "constraint_name",
  create_check_constraint: "constraint_name",
  create_exclude_constraint: "constraint_name",
};

/** The names that a directive of Alembic's, or `create` and `drop` of a SQLAlchemy object, is given. */
export function directiveNames(directive: string, given: Arguments): readonly FoundName[] {
  const names = new DirectiveNames(directive, given);
  names.read();
  return names.found;
}

class DirectiveNames {
  readonly found: FoundName[] = [];
  readonly #directive: string;
  readonly #given: Arguments;

  constructor(directive: string, given: Arguments) {
    this.#directive = directive;
    this.#given = given;
  }

  read(): void {
    for (const parameter of Object.keys(tableParameters).filter(isTableParameter)) {
      const schema = this.#schema(parameter);
      // A batch determines both of them.
      const isRepeated = parameter === "source_table" && this.#given.get(parameter) === this.#given.get("table_name");
      if (schema !== undefined && !isRepeated)
        this.#note(this.#given.get(parameter), { kind: "relation", schema }, parameter);
    }
    for (const given of new Set(["schema", "source_schema", "referent_schema"].map((name) => this.#given.get(name))))
      this.#note(given, { kind: "schema" }, null);
    for (const [parameter, of] of columnParameters) {
      const tables = this.#tables(of);
      if (tables.length > 0) this.#columns(this.#given.get(parameter)?.value, tables, parameter);
    }
    const own = this.#tables("table_name");
    const source = own.length > 0 ? own : this.#tables("source_table");
    if (source.length > 0)
      this.#note(this.#given.get("constraint_name"), { kind: "constraint", tables: source }, "constraint_name");
    const schema = this.#schema("table_name");
    if (schema !== undefined)
      this.#note(this.#given.get("index_name"), { kind: "index", schema, tables: own }, "index_name");
    this.#alteration(own);
    const items = [this.#given.get("column"), this.#given.get("object"), ...this.#given.rest];
    for (const item of items) if (item != null) this.#item(item.value, own);
  }

  /** What `alter_column` says of a column's type and default. */
  #alteration(tables: readonly PlainName[]): void {
    if (this.#directive !== "alter_column") return;
    const [type, existing] = [this.#given.get("type_"), this.#given.get("existing_type")];
    for (const each of [type, existing]) if (each !== null) this.#type(each.value, false);
    const column = textOf(this.#given.get("column_name")?.value ?? nothing);
    const owner = typeOwner(type?.value) ?? typeOwner(existing?.value);
    // What the default has been so far may be SQL, as autogenerate writes it.
    const value = this.#given.get("server_default")?.value;
    if (owner !== null) this.#value(value, owner);
    else if (column !== null && tables.length > 0) this.#value(value, { column, tables });
  }

  /** A column, constraint, index, type or table of SQLAlchemy, as part of a table or for itself. */
  #item(value: Value, tables: readonly PlainName[]): void {
    const call = sqlalchemyCall(value);
    if (call === null) return;
    const given = new Arguments(call.arguments, []);
    switch (call.name) {
      case "Column":
        this.#column(given, tables);
        break;
      case "Enum":
      case "ENUM":
      case "ARRAY":
        this.#type(value, this.#directive === "create");
        break;
      case "ForeignKey":
        this.#reference(given.rest[0]?.value);
        break;
      case "ForeignKeyConstraint": {
        const [columns, references] = given.rest;
        this.#columns(columns?.value, tables, null);
        for (const item of itemsOf(references?.value)) this.#reference(item);
        this.#note(given.get("name"), { kind: "constraint", tables }, null, true);
        break;
      }
      case "PrimaryKeyConstraint":
      case "UniqueConstraint":
        for (const item of given.rest) this.#columns(item.value, tables, null);
        this.#note(given.get("name"), { kind: "constraint", tables }, null, true);
        break;
      case "CheckConstraint":
        this.#note(given.get("name"), { kind: "constraint", tables }, null, true);
        break;
    }
  }

  #column(given: Arguments, tables: readonly PlainName[]): void {
    const { name, type, rest } = columnParts(given);
    this.#note(name, { kind: "column", tables }, null, true);
    if (type !== null) this.#type(type.value, false);
    for (const item of rest) this.#item(item.value, tables);
    const owner = typeOwner(type?.value);
    if (owner !== null) this.#value(given.get("server_default")?.value, owner);
  }

  /** `users.id`, `app.users.id`. */
  #reference(value: Value | undefined): void {
    const written = value === undefined ? null : writtenText(value);
    const parts = written === null ? [] : dottedParts(written);
    const [schema, table, column] = parts.length > 2 ? parts : [null, ...parts];
    if (schema != null) this.#add(schema, { kind: "schema" });
    if (table == null) return;
    const name = { schema: schema?.text ?? null, name: table.text };
    this.#add(table, { kind: "relation", schema: name.schema });
    if (column != null) this.#add(column, { kind: "column", tables: [name] });
  }

  #columns(value: Value | undefined, tables: readonly PlainName[], parameter: string | null): void {
    const items = value === undefined || value.kind === "sequence" ? itemsOf(value) : [value];
    for (const item of items) this.#noteValue(item, { kind: "column", tables }, parameter, false);
  }

  #type(value: Value, isNew: boolean): void {
    const call = sqlalchemyCall(value);
    const first = call?.arguments[0]?.value;
    if (call?.name === "ARRAY" && first !== undefined) this.#type(first, isNew);
    if (call === null || (call.name !== "Enum" && call.name !== "ENUM")) return;
    const given = new Arguments(call.arguments, []);
    const schema = schemaOf(given.some("schema"));
    if (schema === undefined) return;
    this.#note(given.get("schema"), { kind: "schema" }, null);
    this.#note(given.get("name"), { kind: "type", schema }, null, isNew);
  }

  #value(value: Value | undefined, of: ValueOwner): void {
    if (value !== undefined) this.#noteValue(value, { kind: "enum value", of }, null, false);
  }

  /** Undefined where a schema is given that can't be known. */
  #schema(parameter: TableParameter): string | null | undefined {
    return schemaOf(this.#given.some(tableParameters[parameter]));
  }

  /** The table that a parameter names; none where it can't be known. */
  #tables(parameter: TableParameter): readonly PlainName[] {
    const name = textOf(this.#given.get(parameter)?.value ?? nothing);
    const schema = this.#schema(parameter);
    return name === null || schema === undefined ? [] : [{ schema, name }];
  }

  #note(given: Given | null, what: Named, parameter: string | null, isNew = false): void {
    if (given === null) return;
    this.#noteValue(given.value, what, parameter, isNew);
    // `op.drop_table(TABLE)`: the name of the constant says as much.
    const text = textOf(given.value);
    const { expression } = given;
    if (text !== null && (expression?.kind === "name" || expression?.kind === "attribute"))
      this.#add({ text, start: expression.start, end: expression.end }, what, isNew || this.#makes(parameter));
  }

  #noteValue(value: Value, what: Named, parameter: string | null, isNew: boolean): void {
    const written = writtenText(value);
    if (written !== null) this.#add(written, what, isNew || this.#makes(parameter));
  }

  #makes(parameter: string | null): boolean {
    return parameter !== null && makes[this.#directive] === parameter;
  }

  #add({ text, start, end }: WrittenText, what: Named, isNew = false): void {
    this.found.push({ name: text, start, end, what, writing: "string", isNew, isSure: true });
  }
}

const nothing: Value = { kind: "unknown", queried: false };

function isTableParameter(name: string): name is TableParameter {
  return name in tableParameters;
}

function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === "sequence" ? value.items : [];
}

/** Null where none is given, undefined where it can't be known. */
function schemaOf(given: Given | null): string | null | undefined {
  return given === null ? null : (textOf(given.value) ?? undefined);
}

/** The enum type that a type of SQLAlchemy is, as the owner of its values. */
function typeOwner(value: Value | undefined): ValueOwner | null {
  const call = value === undefined ? null : sqlalchemyCall(value);
  if (call === null || (call.name !== "Enum" && call.name !== "ENUM")) return null;
  const given = new Arguments(call.arguments, []);
  const name = textOf(given.get("name")?.value ?? nothing);
  const schema = schemaOf(given.some("schema"));
  return name === null || schema === undefined ? null : { type: { schema, name } };
}
