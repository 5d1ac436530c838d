import fc from "fast-check";
import {
  call,
  column,
  dataType,
  enumType,
  flag,
  literal,
  name,
  optionalName,
  plainName,
  type Source,
  schema,
  serverDefault,
  sqlExpression,
  sqlText,
  text,
} from "./render-calls.ts";

const columnNames = fc.uniqueArray(plainName, { minLength: 1, maxLength: 3 });
const list = (items: readonly Source[]): Source => `[${items.join(", ")}]`;
const columns = columnNames.map(list);

const indexElement = fc.oneof(
  { weight: 3, arbitrary: plainName },
  fc.constantFrom(
    'sa.text("lower(a)")',
    'sa.text("a DESC")',
    'sa.text("b varchar_pattern_ops")',
    'sa.text("(a || b)")',
  ),
);
const indexOptions = {
  unique: flag,
  postgresql_concurrently: flag,
  postgresql_using: fc.constantFrom("btree", "gin", "gist").map(literal),
  postgresql_where: sqlExpression,
};

/** A table of one to three columns, with constraints and indexes over them. */
const createTable = columnNames.chain((names) => {
  const own = fc.subarray(names, { minLength: 1 });
  const constraint = fc.oneof(
    own.chain((some) => call("sa.UniqueConstraint", some.map(fc.constant), { name })),
    own.chain((some) => call("sa.PrimaryKeyConstraint", some.map(fc.constant), { name })),
    own.chain((some) =>
      call("sa.ForeignKeyConstraint", [list(some), list(some.map((_, at) => literal(`s.p.c${at}`)))].map(fc.constant), {
        name,
      }),
    ),
    call("sa.CheckConstraint", [fc.oneof(sqlText, sqlExpression)], { name }),
    own.chain((some) =>
      call(
        "postgresql.ExcludeConstraint",
        some.map((of) => fc.constant(`(${of}, "=")`)),
        { name },
      ),
    ),
    own.chain((some) => call("sa.Index", [name, ...some.map(fc.constant)], indexOptions)),
  );
  const items = fc.tuple(fc.tuple(...names.map(column)), fc.array(constraint, { maxLength: 3 }));
  return items
    .filter(([, constraints]) => constraints.filter((each) => each.startsWith("sa.PrimaryKey")).length < 2)
    .chain(([made, constraints]) =>
      call("op.create_table", [plainName, ...made.map(fc.constant), ...constraints.map(fc.constant)], {
        schema,
        comment: text,
        if_not_exists: flag,
        prefixes: fc.constant('["TEMPORARY"]'),
      }),
    );
});

const addColumn = plainName.chain(column);

const rows = fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 }).chain((names) =>
  fc
    .array(fc.tuple(...names.map(() => fc.oneof(fc.constantFrom('"x"', '"it\'s"', '""')))), {
      minLength: 1,
      maxLength: 3,
    })
    .map((values) =>
      list(values.map((row) => `{${row.map((value, at) => `${literal(names[at] ?? "")}: ${value}`).join(", ")}}`)),
    ),
);

const alterations = {
  type_: dataType,
  nullable: flag,
  server_default: fc.oneof(serverDefault, fc.constantFrom("None", "False")),
  new_column_name: name,
  comment: fc.oneof(text, fc.constantFrom("None", "False")),
  existing_type: fc.constantFrom("sa.String()", "sa.Integer()"),
  existing_nullable: flag,
  existing_server_default: fc.constantFrom('sa.text("1")', "None", "False"),
};
const referential = {
  ondelete: fc.constantFrom("CASCADE", "SET NULL").map(literal),
  onupdate: fc.constantFrom("RESTRICT").map(literal),
  deferrable: fc.constant("True"),
  initially: fc.constantFrom("DEFERRED").map(literal),
  postgresql_not_valid: flag,
};
const pairs = fc.uniqueArray(plainName, { minLength: 1, maxLength: 3 });
const excluded = pairs.map((of) => of.map((each) => `(${each}, "=")`).join(", "));
const excludeOptions = { where: sqlExpression, using: fc.constantFrom("gist", "spgist").map(literal) };

const identity = fc.constantFrom(
  "server_default=sa.Identity(), existing_server_default=None",
  "server_default=sa.Identity(always=True), existing_server_default=sa.Identity()",
  "server_default=None, existing_server_default=sa.Identity()",
);

const withUsing = (of: string, target: readonly fc.Arbitrary<Source>[], keywords: typeof alterations) => {
  const { type_, ...others } = keywords;
  return fc
    .tuple(call(of, target, { ...others, schema: schema }), type_, fc.constantFrom("a::text", "lower(a)").map(literal))
    .map(([made, type, using]) => `${made.slice(0, -1)}, type_=${type}, postgresql_using=${using})`);
};

/** Calls of each of Alembic's directives, with all the arguments that say something to PostgreSQL. */
export const directives: Readonly<Record<string, fc.Arbitrary<Source>>> = {
  create_table: createTable,
  drop_table: call("op.drop_table", [name], { schema, if_exists: flag }),
  rename_table: call("op.rename_table", [name, name], { schema }),
  create_table_comment: call("op.create_table_comment", [name, text], { schema, existing_comment: text }),
  drop_table_comment: call("op.drop_table_comment", [name], { schema, existing_comment: text }),
  add_column: call("op.add_column", [name, addColumn], { schema }),
  drop_column: call("op.drop_column", [name, name], { schema, if_exists: flag }),
  alter_column: fc.oneof(
    call("op.alter_column", [name, name], { ...alterations, schema }),
    withUsing("op.alter_column", [name, name], alterations),
    identity.map((of) => `op.alter_column("t", "a", ${of})`),
  ),
  create_index: fc
    .uniqueArray(indexElement, { minLength: 1, maxLength: 3 })
    .chain((elements) =>
      call("op.create_index", [optionalName, name, fc.constant(list(elements))], { ...indexOptions, schema }),
    ),
  drop_index: call("op.drop_index", [name], {
    table_name: name,
    schema,
    if_exists: flag,
    postgresql_concurrently: flag,
  }),
  create_foreign_key: pairs.chain((of) =>
    call("op.create_foreign_key", [optionalName, name, name, ...[list(of), list(of)].map(fc.constant)], {
      ...referential,
      source_schema: schema,
      referent_schema: schema,
    }),
  ),
  create_unique_constraint: call("op.create_unique_constraint", [optionalName, name, columns], { schema }),
  create_primary_key: call("op.create_primary_key", [optionalName, name, columns], { schema }),
  create_check_constraint: call("op.create_check_constraint", [optionalName, name, fc.oneof(sqlText, sqlExpression)], {
    schema,
    postgresql_not_valid: flag,
  }),
  create_exclude_constraint: call("op.create_exclude_constraint", [name, name, excluded], {
    ...excludeOptions,
    schema,
  }),
  drop_constraint: call("op.drop_constraint", [name, name], {
    type_: fc.constantFrom("unique", "foreignkey", "check", "primary").map(literal),
    schema,
  }),
  bulk_insert: fc
    .tuple(name, rows, fc.constantFrom("", ', schema="s"'))
    .map(
      ([of, values, where]) =>
        `op.bulk_insert(sa.table(${of}, sa.column("a", sa.String), sa.column("b", sa.Text()), sa.column("c", sa.String(9))${where}), ${values})`,
    ),
  create_enum: enumType
    .filter((type) => !type.includes("native_enum"))
    .map((type) => `${type}.create(op.get_bind(), checkfirst=False)`),
  drop_enum: enumType
    .filter((type) => !type.includes("native_enum"))
    .map((type) => `${type}.drop(op.get_bind(), checkfirst=False)`),
  schema_constructs: fc.constantFrom(
    'op.execute(sa.schema.CreateSequence(sa.Sequence("q", schema="s")))',
    'op.execute(sa.schema.DropSequence(sa.Sequence("q")))',
    'op.execute(sa.schema.CreateSchema("s"))',
    'op.execute(sa.schema.DropSchema("s", cascade=True))',
  ),
};

/** Operations of a batch, by the directives that they are. */
export const batchOperations: Readonly<Record<string, fc.Arbitrary<Source>>> = {
  add_column: call("batch_op.add_column", [addColumn]),
  drop_column: call("batch_op.drop_column", [name]),
  alter_column: fc.oneof(
    call("batch_op.alter_column", [name], alterations),
    withUsing("batch_op.alter_column", [name], alterations).map((of) => of.replace(/, schema=("[^"]*"|None)/, "")),
  ),
  create_index: call("batch_op.create_index", [name, columns], indexOptions),
  drop_index: call("batch_op.drop_index", [name]),
  create_foreign_key: pairs.chain((of) =>
    call("batch_op.create_foreign_key", [name, name, ...[list(of), list(of)].map(fc.constant)], {
      ...referential,
      referent_schema: schema,
    }),
  ),
  create_unique_constraint: call("batch_op.create_unique_constraint", [name, columns]),
  create_primary_key: call("batch_op.create_primary_key", [name, columns]),
  create_check_constraint: call("batch_op.create_check_constraint", [name, sqlExpression]),
  create_exclude_constraint: call("batch_op.create_exclude_constraint", [name, excluded], excludeOptions),
  drop_constraint: call("batch_op.drop_constraint", [name], { type_: fc.constant('"unique"') }),
  create_table_comment: call("batch_op.create_table_comment", [text]),
  drop_table_comment: call("batch_op.drop_table_comment", []),
};

/** A batch of several operations. */
export const batch: fc.Arbitrary<Source> = fc
  .tuple(
    call("op.batch_alter_table", [name], { schema }),
    fc.array(fc.oneof(...Object.values(batchOperations)), { minLength: 1, maxLength: 4 }),
  )
  .map(([made, operations]) => `with ${made} as batch_op:\n${operations.map((each) => `    ${each}`).join("\n")}`);
