import type { Choices } from "../random-choices.ts";
import type { GeneratedColumn, GeneratedTable, Names, World } from "./generated-project.ts";

interface Given {
  readonly choices: Choices;
  readonly names: Names;
  readonly world: World;
}

/** Writes lines of an `upgrade`, and does to the world what they do; null where the world does not allow it. */
type Step = (given: Given) => readonly string[] | null;

const quoted = (text: string) => JSON.stringify(text);
const sql = (text: string) => `op.execute(${quoted(text)})`;
const full = ({ schema, name }: { schema: string | null; name: string }) =>
  schema === null ? name : `${schema}.${name}`;
const schemaKeyword = (schema: string | null) => (schema === null ? "" : `, schema=${quoted(schema)}`);

function column(name: string, kind: GeneratedColumn["kind"], enumType: string | null = null): GeneratedColumn {
  return { name, kind, enumType, used: false };
}

interface ColumnForm {
  readonly kind: GeneratedColumn["kind"];
  readonly python: string;
  readonly sql: string;
}

const forms: readonly ColumnForm[] = [
  { kind: "integer", python: "sa.Integer()", sql: "integer" },
  { kind: "integer", python: "sa.BigInteger(), nullable=True", sql: "bigint NULL" },
  {
    kind: "integer",
    python: "sa.SmallInteger(), server_default='3', nullable=False",
    sql: "smallint NOT NULL DEFAULT 3",
  },
  { kind: "text", python: "sa.String(50)", sql: "varchar(50)" },
  { kind: "text", python: "sa.String()", sql: "varchar" },
  { kind: "text", python: "sa.Text(), server_default=sa.text(\"'x'\")", sql: "text DEFAULT 'x'" },
  { kind: "text", python: "sa.CHAR(3), nullable=False", sql: "char(3) NOT NULL" },
  { kind: "other", python: "sa.Numeric(10, 2)", sql: "numeric(10, 2)" },
  { kind: "other", python: "sa.Numeric(10)", sql: "numeric(8)" },
  { kind: "other", python: "sa.Boolean(), server_default=sa.false()", sql: "boolean DEFAULT false" },
  {
    kind: "other",
    python: "sa.DateTime(timezone=True), server_default=sa.func.now()",
    sql: "timestamptz DEFAULT now()",
  },
  { kind: "other", python: "sa.DateTime()", sql: "timestamp(3)" },
  { kind: "other", python: "sa.Date()", sql: "date" },
  { kind: "other", python: "sa.Time(timezone=True)", sql: "time" },
  { kind: "other", python: "postgresql.JSONB(), server_default=sa.text(\"'{}'::jsonb\")", sql: "jsonb DEFAULT '{}'" },
  { kind: "other", python: "postgresql.UUID(as_uuid=True)", sql: "uuid DEFAULT gen_random_uuid()" },
  { kind: "other", python: "postgresql.ARRAY(sa.Integer())", sql: "integer[]" },
  { kind: "other", python: "sa.Float()", sql: "double precision" },
  { kind: "other", python: "sa.LargeBinary()", sql: "bytea" },
  { kind: "other", python: "postgresql.INET()", sql: "inet" },
  { kind: "other", python: "sa.Interval()", sql: "interval" },
  { kind: "integer", python: "sa.Integer(), sa.Identity(always=True)", sql: "integer GENERATED ALWAYS AS IDENTITY" },
  { kind: "other", python: "sa.Integer(), sa.Computed('1 + 1')", sql: "integer GENERATED ALWAYS AS (1 + 1) STORED" },
  { kind: "text", python: "sa.String(20), server_default=sa.text('NULL')", sql: "text DEFAULT NULL" },
  { kind: "other", python: "postgresql.BIT(4)", sql: "bit(4)" },
  { kind: "other", python: "postgresql.TSVECTOR()", sql: "tsvector" },
  { kind: "text", python: "sa.Enum('a', 'b', name='no_type', native_enum=False)", sql: "citext_or_text" },
];

const createByDirective: Step = ({ choices, names, world }) => {
  const schema = choices.once(4) ? choices.any(world.schemas) : null;
  const name = names.fresh(
    choices.once(8)
      ? "Odd Name"
      : choices.once(6)
        ? "a_table_with_a_really_long_name_that_postgresql_has_to_cut_"
        : "t",
  );
  const table: GeneratedTable = { name, schema, columns: [], constraints: [], indexes: [], used: false, key: false };
  const lines: string[] = [];
  const key = choices.one(["flag", "constraint", "named", "none", "two"]);
  if (key !== "none") {
    const id = column("id", "integer");
    id.used = true;
    table.columns.push(id);
    lines.push(
      key === "flag"
        ? `sa.Column("id", sa.Integer(), primary_key=True),`
        : `sa.Column("id", sa.${choices.one(["Integer", "BigInteger"])}(), nullable=False),`,
    );
  }
  for (let count = 1 + choices.number(4); count > 0; count--) {
    const form = choices.one(forms);
    const own = column(names.fresh(choices.once(9) ? "Col " : "c"), form.kind);
    const extra =
      form.kind === "text" && choices.once(5)
        ? choices.one([", unique=True", ", index=True", ", index=True, unique=True"])
        : "";
    if (extra !== "") own.used = true;
    lines.push(`sa.Column(${quoted(own.name)}, ${form.python}${extra}),`);
    table.columns.push(own);
  }
  if (choices.once(3)) {
    const own = column(names.fresh("e"), "enum", null);
    const existing = choices.once(2) ? choices.any(world.enums) : null;
    if (existing === null) {
      const type = {
        name: names.fresh("kind"),
        schema: choices.once(4) ? choices.any(world.schemas) : null,
        labels: ["a", "b c"],
      };
      world.enums.push(type);
      own.enumType = type.name;
      lines.push(
        `sa.Column(${quoted(own.name)}, sa.Enum("a", "b c", name=${quoted(type.name)}${schemaKeyword(type.schema)})${choices.once(3) ? ', server_default="a"' : ""}),`,
      );
    } else {
      own.enumType = existing.name;
      const array = choices.once(4);
      const type = `postgresql.ENUM(name=${quoted(existing.name)}${schemaKeyword(existing.schema)}, create_type=False)`;
      if (array) own.kind = "other";
      lines.push(`sa.Column(${quoted(own.name)}, ${array ? `postgresql.ARRAY(${type})` : type}),`);
    }
    if (choices.once(2)) own.used = true;
    table.columns.push(own);
  }
  const columns = table.columns.filter(({ used }) => !used);
  if (key === "constraint" || key === "two") {
    const second =
      key === "two"
        ? choices.any(table.columns.filter(({ kind, name: own }) => kind === "integer" && own !== "id"))
        : null;
    if (second !== null) second.used = true;
    lines.push(`sa.PrimaryKeyConstraint("id"${second === null ? "" : `, ${quoted(second.name)}`}),`);
  }
  if (key === "named") lines.push(`sa.PrimaryKeyConstraint("id", name=${quoted(constraintName(names, table))}),`);
  if (choices.once(3) && columns.length > 0) {
    const own = choices.one(columns);
    own.used = true;
    if (own.kind !== "other") {
      const named = choices.once(2) ? `, name=${quoted(constraintName(names, table))}` : "";
      lines.push(`sa.UniqueConstraint(${quoted(own.name)}${named}),`);
    }
  }
  const number = table.columns.find(({ kind, used }) => kind === "integer" && !used);
  if (choices.once(3) && number !== undefined && !number.name.includes(" ")) {
    number.used = true;
    const named = choices.once(2) ? `, name=${quoted(constraintName(names, table))}` : "";
    lines.push(`sa.CheckConstraint("${number.name} > ${choices.one(["0", "1 AND 2 > 1"])}"${named}),`);
  }
  const target = choices.any(world.tables.filter(({ columns: [first] }) => first?.name === "id"));
  const targetKey = target === null ? undefined : keyed(target);
  if (choices.once(3) && target !== null && targetKey === true) {
    target.used = true;
    const own = column(names.fresh("ref"), "integer");
    own.used = true;
    table.columns.push(own);
    const to = `${full(target)}.id`;
    if (choices.once(2))
      lines.unshift(
        `sa.Column(${quoted(own.name)}, sa.BigInteger(), sa.ForeignKey(${quoted(to)}, ondelete="CASCADE")),`,
      );
    else {
      lines.unshift(`sa.Column(${quoted(own.name)}, sa.BigInteger()),`);
      lines.push(
        `sa.ForeignKeyConstraint([${quoted(own.name)}], [${quoted(to)}]${choices.once(2) ? `, name=${quoted(constraintName(names, table))}` : ""}),`,
      );
    }
  }
  world.tables.push(table);
  table.key = key !== "none" && key !== "two";
  return [
    "op.create_table(",
    `    ${quoted(name)},`,
    ...lines.map((line) => `    ${line}`),
    ...(schema === null ? [] : [`    schema=${quoted(schema)},`]),
    ")",
  ];
};

/** Whether a table's key is `id` alone. */
const keyed = ({ key, name }: GeneratedTable) => key && !name.includes(" ");

function constraintName(names: Names, table: GeneratedTable): string {
  const name = names.fresh("con");
  table.constraints.push(name);
  return name;
}

const createBySql: Step = ({ choices, names, world }) => {
  const schema = choices.once(4) ? choices.any(world.schemas) : null;
  const table: GeneratedTable = {
    name: names.fresh("s"),
    schema,
    columns: [],
    constraints: [],
    indexes: [],
    used: false,
    key: false,
  };
  const parts: string[] = [];
  if (choices.once(2)) {
    const id = column("id", "integer");
    id.used = true;
    table.columns.push(id);
    parts.push(
      `id ${choices.one(["serial PRIMARY KEY", "bigserial PRIMARY KEY", "integer PRIMARY KEY", "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "serial PRIMARY KEY UNIQUE"])}`,
    );
    table.key = true;
  }
  for (let count = 1 + choices.number(4); count > 0; count--) {
    const form = choices.one(forms.filter(({ sql: text }) => text !== "citext_or_text"));
    const own = column(names.fresh("c"), form.kind);
    const extra =
      form.kind === "integer"
        ? choices.one(["", "", ` CHECK (${own.name} > 0)`, " CONSTRAINT ? UNIQUE"])
        : form.kind === "text"
          ? choices.one(["", "", " UNIQUE"])
          : "";
    own.used = extra !== "";
    table.columns.push(own);
    parts.push(`${own.name} ${form.sql}${form.sql.includes("IDENTITY") || form.sql.includes("STORED") ? "" : extra}`);
  }
  const type = choices.once(3) ? choices.any(world.enums) : null;
  if (type !== null) {
    const own = column(names.fresh("e"), "enum", type.name);
    table.columns.push(own);
    parts.push(`${own.name} ${written(type)}${choices.one(["", " NOT NULL", "[]"])}`);
    if (parts.at(-1)?.endsWith("[]") === true) own.kind = "other";
  }
  const free = table.columns.filter(({ kind, used }) => kind === "integer" && !used);
  const [a, b] = free;
  if (a !== undefined && b !== undefined && choices.once(2)) {
    a.used = true;
    b.used = true;
    parts.push(
      choices.one([
        `UNIQUE (${a.name}, ${b.name})`,
        `CHECK (${a.name} < ${b.name})`,
        `CONSTRAINT ? CHECK (${a.name} < ${b.name})`,
      ]),
    );
  }
  const target = choices.any(world.tables.filter(keyed));
  if (target !== null && choices.once(2)) {
    target.used = true;
    const own = column(names.fresh("ref"), "integer");
    own.used = true;
    table.columns.push(own);
    parts.push(
      `${own.name} bigint ${choices.one(["", "CONSTRAINT ? "])}REFERENCES ${full(target)}${choices.one(["", " (id)", " (id) ON DELETE SET NULL"])}`,
    );
  }
  world.tables.push(table);
  return [
    sql(
      `CREATE TABLE ${choices.one(["", "IF NOT EXISTS "])}${full(table)} (${parts.map((part) => part.replace(/\?/, () => constraintName(names, table))).join(", ")})`,
    ),
  ];
};

const free = (world: World) => world.tables.filter(({ name }) => !name.includes(" "));
const unused = (table: GeneratedTable) => table.columns.filter((own) => !own.used && !own.name.includes(" "));

const dropTable: Step = ({ choices, world }) => {
  const table = choices.any(free(world).filter(({ used }) => !used));
  if (table === null) return null;
  world.tables = world.tables.filter((each) => each !== table);
  const viewed = world.views.filter((view) => view.table === full(table));
  world.views = world.views.filter((view) => !viewed.includes(view));
  return viewed.length > 0
    ? [sql(`DROP TABLE ${full(table)} CASCADE`)]
    : choices.one([
        [`op.drop_table(${quoted(table.name)}${schemaKeyword(table.schema)})`],
        [sql(`DROP TABLE IF EXISTS ${full(table)}`)],
        [sql(`DROP TABLE ${full(table)} CASCADE`)],
        [
          `if sa.inspect(op.get_bind()).has_table(${quoted(table.name)}${schemaKeyword(table.schema)}):`,
          `    op.drop_table(${quoted(table.name)}${schemaKeyword(table.schema)})`,
        ],
      ]);
};

const renameTable: Step = ({ choices, names, world }) => {
  const table = choices.any(free(world).filter((each) => !world.views.some((view) => view.table === full(each))));
  if (table === null) return null;
  const to = names.fresh("renamed");
  const was = { ...table };
  table.name = to;
  return choices.one([
    [`op.rename_table(${quoted(was.name)}, ${quoted(to)}${schemaKeyword(table.schema)})`],
    [sql(`ALTER TABLE ${full(was)} RENAME TO ${to}`)],
    [sql(`ALTER TABLE IF EXISTS ${full(was)} RENAME TO ${to}`)],
  ]);
};

const moveTable: Step = ({ choices, world }) => {
  const table = choices.any(free(world).filter((each) => !world.views.some((view) => view.table === full(each))));
  const schema = choices.any(world.schemas);
  if (table === null || schema === null || table.schema === schema) return null;
  const was = full(table);
  table.schema = schema;
  return [sql(`ALTER TABLE ${was} SET SCHEMA ${schema}`)];
};

const addColumn: Step = ({ choices, names, world }) => {
  const table = choices.any(world.tables);
  if (table === null) return null;
  const form = choices.one(forms.filter(({ sql: text }) => text !== "citext_or_text"));
  const own = column(names.fresh("n"), form.kind);
  table.columns.push(own);
  const odd = table.name.includes(" ");
  const ways: (readonly string[])[] = [
    [
      `op.add_column(${quoted(table.name)}, sa.Column(${quoted(own.name)}, ${form.python})${schemaKeyword(table.schema)})`,
    ],
    [
      `with op.batch_alter_table(${quoted(table.name)}${schemaKeyword(table.schema)}) as batch_op:`,
      `    batch_op.add_column(sa.Column(${quoted(own.name)}, ${form.python}))`,
    ],
    ...(odd
      ? []
      : [[sql(`ALTER TABLE ${full(table)} ADD COLUMN ${choices.one(["", "IF NOT EXISTS "])}${own.name} ${form.sql}`)]]),
    [
      `if ${quoted(own.name)} not in [c["name"] for c in sa.inspect(op.get_bind()).get_columns(${quoted(table.name)}${schemaKeyword(table.schema)})]:`,
      `    op.add_column(${quoted(table.name)}, sa.Column(${quoted(own.name)}, ${form.python})${schemaKeyword(table.schema)})`,
    ],
  ];
  if (form.kind === "text" && choices.once(3)) {
    own.used = true;
    return [
      `op.add_column(${quoted(table.name)}, sa.Column(${quoted(own.name)}, sa.String(9), ${choices.one(["unique=True", "index=True"])})${schemaKeyword(table.schema)})`,
    ];
  }
  return choices.one(ways);
};

const addReference: Step = ({ choices, names, world }) => {
  const table = choices.any(free(world));
  const target = choices.any(world.tables.filter(keyed));
  if (table === null || target === null) return null;
  target.used = true;
  const own = column(names.fresh("fk"), "integer");
  own.used = true;
  table.columns.push(own);
  const named = names.fresh("fkc");
  const schemas = `${table.schema === null ? "" : `, source_schema=${quoted(table.schema)}`}${target.schema === null ? "" : `, referent_schema=${quoted(target.schema)}`}`;
  const [name, line] = choices.one<readonly [string | null, readonly string[]]>([
    [
      null,
      [
        `op.add_column(${quoted(table.name)}, sa.Column(${quoted(own.name)}, sa.BigInteger(), sa.ForeignKey(${quoted(`${full(target)}.id`)}))${schemaKeyword(table.schema)})`,
      ],
    ],
    [
      named,
      [
        sql(
          `ALTER TABLE ${full(table)} ADD COLUMN ${own.name} bigint, ADD CONSTRAINT ${named} FOREIGN KEY (${own.name}) REFERENCES ${full(target)} NOT VALID`,
        ),
      ],
    ],
    [
      named,
      [
        sql(`ALTER TABLE ${full(table)} ADD COLUMN ${own.name} bigint`),
        `op.create_foreign_key(${quoted(named)}, ${quoted(table.name)}, ${quoted(target.name)}, [${quoted(own.name)}], ["id"]${schemas})`,
      ],
    ],
    [
      null,
      [
        sql(`ALTER TABLE ${full(table)} ADD COLUMN ${own.name} bigint`),
        `op.create_foreign_key(None, ${quoted(table.name)}, ${quoted(target.name)}, [${quoted(own.name)}], ["id"]${schemas})`,
      ],
    ],
    [null, [sql(`ALTER TABLE ${full(table)} ADD COLUMN ${own.name} bigint REFERENCES ${full(target)}`)]],
  ]);
  if (name !== null) table.constraints.push(name);
  return line;
};

const dropColumn: Step = ({ choices, world }) => {
  const table = choices.any(
    free(world).filter((each) => unused(each).length > 0 && !world.views.some((view) => view.table === full(each))),
  );
  if (table === null) return null;
  const own = choices.one(unused(table));
  table.columns = table.columns.filter((each) => each !== own);
  return choices.one([
    [`op.drop_column(${quoted(table.name)}, ${quoted(own.name)}${schemaKeyword(table.schema)})`],
    [sql(`ALTER TABLE ${full(table)} DROP COLUMN ${own.name}`)],
    [sql(`ALTER TABLE ${full(table)} DROP COLUMN IF EXISTS ${own.name} CASCADE`)],
    [
      `with op.batch_alter_table(${quoted(table.name)}${schemaKeyword(table.schema)}) as batch_op:`,
      `    batch_op.drop_column(${quoted(own.name)})`,
    ],
  ]);
};

/** A column that keys, checks and indexes are made of: they go with it. */
const dropUsedColumn: Step = ({ choices, world }) => {
  const table = choices.any(
    free(world).filter(
      (each) =>
        each.schema === null && each.columns.some(({ used, name }) => used && name !== "id" && !name.includes(" ")),
    ),
  );
  if (table === null) return null;
  const own = choices.one(table.columns.filter(({ used, name }) => used && name !== "id" && !name.includes(" ")));
  table.columns = table.columns.filter((each) => each !== own);
  table.constraints = [];
  table.indexes = [];
  if (world.views.some((view) => view.table === full(table))) return null;
  return [sql(`ALTER TABLE ${full(table)} DROP COLUMN ${own.name}`)];
};

const alterColumn: Step = ({ choices, world }) => {
  const table = choices.any(
    free(world).filter(
      (each) =>
        each.columns.some(({ kind, used, name }) => kind === "text" && !used && !name.includes(" ")) &&
        !world.views.some((view) => view.table === full(each)),
    ),
  );
  if (table === null) return null;
  const own = choices.one(
    table.columns.filter(({ kind, used, name }) => kind === "text" && !used && !name.includes(" ")),
  );
  const alter = (text: string) => [
    `op.alter_column(${quoted(table.name)}, ${quoted(own.name)}, ${text}${schemaKeyword(table.schema)})`,
  ];
  const statement = (text: string) => [sql(`ALTER TABLE ${full(table)} ALTER COLUMN ${own.name} ${text}`)];
  return choices.one([
    alter("type_=sa.String(120), existing_type=sa.String(50)"),
    alter("nullable=False"),
    alter("nullable=True, existing_type=sa.Text()"),
    alter("server_default='y'"),
    alter("server_default=None"),
    alter("type_=sa.Text(), nullable=False, server_default=sa.text(\"'q'\")"),
    statement("TYPE varchar(33)"),
    statement("SET NOT NULL"),
    statement("DROP NOT NULL"),
    statement("SET DEFAULT 'z'"),
    statement("DROP DEFAULT"),
    [sql(`ALTER TABLE ${full(table)} ALTER COLUMN ${own.name} SET DEFAULT 'w', ALTER COLUMN ${own.name} SET NOT NULL`)],
    [
      `with op.batch_alter_table(${quoted(table.name)}${schemaKeyword(table.schema)}) as batch_op:`,
      `    batch_op.alter_column(${quoted(own.name)}, nullable=False, existing_type=sa.Text())`,
    ],
  ]);
};

const alterNumber: Step = ({ choices, world }) => {
  const usable = ({ kind, used, name }: GeneratedColumn) => kind === "text" && !used && !name.includes(" ");
  const table = choices.any(
    free(world).filter((each) => each.columns.some(usable) && !world.views.some((view) => view.table === full(each))),
  );
  if (table === null) return null;
  const own = choices.one(table.columns.filter(usable));
  own.kind = "other";
  return choices.one([
    [
      sql(
        `ALTER TABLE ${full(table)} ALTER COLUMN ${own.name} DROP DEFAULT, ALTER COLUMN ${own.name} TYPE numeric(12,3) USING length(${own.name})`,
      ),
    ],
    [
      `op.alter_column(${quoted(table.name)}, ${quoted(own.name)}, server_default=None${schemaKeyword(table.schema)})`,
      `op.alter_column(${quoted(table.name)}, ${quoted(own.name)}, type_=sa.Integer(), postgresql_using="length(${own.name})"${schemaKeyword(table.schema)})`,
    ],
  ]);
};

const renameColumn: Step = ({ choices, names, world }) => {
  const table = choices.any(free(world).filter((each) => each.columns.length > 0));
  if (table === null) return null;
  const candidates = table.columns.filter(({ name }) => name !== "id" && !name.includes(" "));
  const own = choices.any(candidates);
  if (own === null) return null;
  const was = own.name;
  own.name = names.fresh("rn");
  return choices.one([
    [
      `op.alter_column(${quoted(table.name)}, ${quoted(was)}, new_column_name=${quoted(own.name)}${schemaKeyword(table.schema)})`,
    ],
    [sql(`ALTER TABLE ${full(table)} RENAME COLUMN ${was} TO ${own.name}`)],
    [sql(`ALTER TABLE ${full(table)} RENAME ${was} TO ${own.name}`)],
  ]);
};

const identity: Step = ({ choices, names, world }) => {
  const table = choices.any(free(world));
  if (table === null) return null;
  const own = column(names.fresh("gen"), "other");
  own.used = true;
  table.columns.push(own);
  const add = sql(`ALTER TABLE ${full(table)} ADD COLUMN ${own.name} integer NOT NULL DEFAULT 1`);
  const steps = [
    add,
    sql(
      `ALTER TABLE ${full(table)} ALTER COLUMN ${own.name} DROP DEFAULT, ALTER COLUMN ${own.name} ADD GENERATED ALWAYS AS IDENTITY`,
    ),
  ];
  return choices.once(2)
    ? steps
    : [...steps, sql(`ALTER TABLE ${full(table)} ALTER COLUMN ${own.name} DROP IDENTITY IF EXISTS`)];
};

const addConstraint: Step = ({ choices, names, world }) => {
  const table = choices.any(
    free(world).filter((each) => each.columns.some(({ kind, name }) => kind === "integer" && !name.includes(" "))),
  );
  if (table === null) return null;
  const own = choices.one(table.columns.filter(({ kind, name }) => kind === "integer" && !name.includes(" ")));
  own.used = true;
  const name = names.fresh("uq");
  const batched = `with op.batch_alter_table(${quoted(table.name)}${schemaKeyword(table.schema)}) as batch_op:`;
  const [isNamed, lines] = choices.one<readonly [boolean, readonly string[]]>([
    [
      true,
      [
        `op.create_unique_constraint(${quoted(name)}, ${quoted(table.name)}, [${quoted(own.name)}]${schemaKeyword(table.schema)})`,
      ],
    ],
    [
      false,
      [`op.create_unique_constraint(None, ${quoted(table.name)}, [${quoted(own.name)}]${schemaKeyword(table.schema)})`],
    ],
    [
      true,
      [
        `op.create_check_constraint(${quoted(name)}, ${quoted(table.name)}, "${own.name} <> 7"${schemaKeyword(table.schema)})`,
      ],
    ],
    [
      false,
      [`op.create_check_constraint(None, ${quoted(table.name)}, "${own.name} <> 8"${schemaKeyword(table.schema)})`],
    ],
    [true, [batched, `    batch_op.create_unique_constraint(${quoted(name)}, [${quoted(own.name)}])`]],
    [true, [sql(`ALTER TABLE ${full(table)} ADD CONSTRAINT ${name} CHECK (${own.name} < 1000) NOT VALID`)]],
    [false, [sql(`ALTER TABLE ${full(table)} ADD CHECK (${own.name} < 1000)`)]],
    [false, [sql(`ALTER TABLE ${full(table)} ADD UNIQUE (${own.name})`)]],
    [true, [sql(`ALTER TABLE ${full(table)} ADD CONSTRAINT ${name} EXCLUDE USING btree (${own.name} WITH =)`)]],
    [
      true,
      [
        sql(`CREATE UNIQUE INDEX ${name}_i ON ${full(table)} (${own.name})`),
        sql(`ALTER TABLE ${full(table)} ADD CONSTRAINT ${name} UNIQUE USING INDEX ${name}_i`),
      ],
    ],
    [
      true,
      [
        sql(
          `DO $$ BEGIN ALTER TABLE ${full(table)} ADD CONSTRAINT ${name} CHECK (${own.name} > -5); EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
        ),
      ],
    ],
    [
      true,
      [
        `if not op.get_bind().execute(sa.text("SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '${name}' AND conrelid = '${full(table)}'::regclass)")).scalar():`,
        `    op.create_unique_constraint(${quoted(name)}, ${quoted(table.name)}, [${quoted(own.name)}]${schemaKeyword(table.schema)})`,
      ],
    ],
  ]);
  if (isNamed) table.constraints.push(name);
  return lines;
};

const dropConstraint: Step = ({ choices, world }) => {
  const table = choices.any(free(world).filter((each) => each.constraints.length > 0));
  if (table === null) return null;
  const name = choices.one(table.constraints);
  table.constraints = table.constraints.filter((each) => each !== name);
  table.key = false;
  return choices.one([
    [sql(`ALTER TABLE ${full(table)} DROP CONSTRAINT ${name} CASCADE`)],
    [sql(`ALTER TABLE ${full(table)} DROP CONSTRAINT IF EXISTS ${name} CASCADE`)],
    ...(table.used
      ? []
      : [[`op.drop_constraint(${quoted(name)}, ${quoted(table.name)}${schemaKeyword(table.schema)})`]]),
  ]);
};

const renameConstraint: Step = ({ choices, names, world }) => {
  const table = choices.any(free(world).filter((each) => each.constraints.length > 0));
  if (table === null) return null;
  const name = choices.one(table.constraints);
  const to = names.fresh("rcon");
  table.constraints = table.constraints.map((each) => (each === name ? to : each));
  return [sql(`ALTER TABLE ${full(table)} RENAME CONSTRAINT ${name} TO ${to}`)];
};

const createIndex: Step = ({ choices, names, world }) => {
  const table = choices.any(free(world).filter((each) => each.columns.some(({ name }) => !name.includes(" "))));
  if (table === null) return null;
  const own = choices.any(table.columns.filter(({ kind, name }) => kind !== "other" && !name.includes(" ")));
  if (own === null) return null;
  own.used = true;
  const name = names.fresh("ix");
  const text = own.kind === "text";
  const [isNamed, lines] = choices.one<readonly [boolean, readonly string[]]>([
    [
      true,
      [`op.create_index(${quoted(name)}, ${quoted(table.name)}, [${quoted(own.name)}]${schemaKeyword(table.schema)})`],
    ],
    [
      true,
      [
        `op.create_index(op.f(${quoted(name)}), ${quoted(table.name)}, [${quoted(own.name)}], unique=True${schemaKeyword(table.schema)})`,
      ],
    ],
    [
      true,
      [
        `op.create_index(${quoted(name)}, ${quoted(table.name)}, [sa.text("${own.name} DESC")], postgresql_where=sa.text("${own.name} IS NOT NULL")${schemaKeyword(table.schema)})`,
      ],
    ],
    [true, [sql(`CREATE INDEX IF NOT EXISTS ${name} ON ${full(table)} USING btree (${own.name})`)]],
    [false, [sql(`CREATE INDEX ON ${full(table)} (${own.name})`)]],
    [false, [sql(`CREATE UNIQUE INDEX ON ${full(table)} (${own.name}, ${own.name})`)]],
    [
      false,
      text
        ? [sql(`CREATE INDEX ON ${full(table)} (lower(${own.name}), (${own.name} || 'x'))`)]
        : [sql(`CREATE INDEX ON ${full(table)} (coalesce(${own.name}, ${own.name}))`)],
    ],
    [true, [sql(`CREATE INDEX ${name} ON ${full(table)} (${own.name}) WHERE ${own.name} IS NOT NULL`)]],
    [
      true,
      [
        "with op.get_context().autocommit_block():",
        `    ${sql(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${full(table)} (${own.name})`)}`,
      ],
    ],
    [
      true,
      [
        "with op.get_context().autocommit_block():",
        `    op.create_index(${quoted(name)}, ${quoted(table.name)}, [${quoted(own.name)}], postgresql_concurrently=True${schemaKeyword(table.schema)})`,
      ],
    ],
    [
      true,
      [
        `with op.batch_alter_table(${quoted(table.name)}${schemaKeyword(table.schema)}) as batch_op:`,
        `    batch_op.create_index(${quoted(name)}, [${quoted(own.name)}])`,
      ],
    ],
  ]);
  if (isNamed) table.indexes.push(name);
  return lines;
};

const dropIndex: Step = ({ choices, names, world }) => {
  const table = choices.any(free(world).filter((each) => each.indexes.length > 0));
  if (table === null) return null;
  const name = choices.one(table.indexes);
  table.indexes = table.indexes.filter((each) => each !== name);
  const qualified = full({ schema: table.schema, name });
  const to = names.fresh("rix");
  const rename = choices.once(3);
  if (rename) table.indexes.push(to);
  if (rename) return [sql(`ALTER INDEX ${choices.one(["", "IF EXISTS "])}${qualified} RENAME TO ${to}`)];
  return choices.one([
    [`op.drop_index(${quoted(name)}, table_name=${quoted(table.name)}${schemaKeyword(table.schema)})`],
    [sql(`DROP INDEX ${qualified}`)],
    [sql(`DROP INDEX IF EXISTS ${qualified}`)],
  ]);
};

const createEnum: Step = ({ choices, names, world }) => {
  const type = {
    name: names.fresh(choices.once(5) ? "Mood" : "mood"),
    schema: choices.once(4) ? choices.any(world.schemas) : null,
    labels: ["sad", "ok", "it's"],
  };
  world.enums.push(type);
  const labels = `"sad", "ok", "it's"`;
  const written = `${type.schema === null ? "" : `${type.schema}.`}"${type.name}"`;
  const literals = "'sad', 'ok', 'it''s'";
  return choices.one([
    [sql(`CREATE TYPE ${written} AS ENUM (${literals})`)],
    [
      `sa.Enum(${labels}, name=${quoted(type.name)}${schemaKeyword(type.schema)}).create(op.get_bind(), checkfirst=True)`,
    ],
    [`sa.Enum(${labels}, name=${quoted(type.name)}${schemaKeyword(type.schema)}).create(op.get_bind())`],
    [
      `mood = postgresql.ENUM(${labels}, name=${quoted(type.name)}${schemaKeyword(type.schema)}, create_type=False)`,
      "mood.create(op.get_bind(), checkfirst=True)",
    ],
    [
      sql(
        `DO $$ BEGIN CREATE TYPE ${written} AS ENUM (${literals}); EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
      ),
    ],
    [
      "try:",
      "    with op.get_bind().begin_nested():",
      `        ${sql(`CREATE TYPE ${written} AS ENUM (${literals})`)}`,
      "except sa.exc.ProgrammingError:",
      "    pass",
    ],
    [
      sql(
        `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = '${type.name}') THEN CREATE TYPE ${written} AS ENUM (${literals}); END IF; END $$`,
      ),
    ],
  ]);
};

const written = ({ schema, name }: { schema: string | null; name: string }) =>
  `${schema === null ? "" : `${schema}.`}"${name}"`;

const addValue: Step = ({ choices, names, world }) => {
  const type = choices.any(world.enums);
  if (type === null) return null;
  const value = names.fresh("v");
  const neighbor = choices.one(type.labels).replaceAll("'", "''");
  type.labels.push(value);
  return choices.one([
    [sql(`ALTER TYPE ${written(type)} ADD VALUE '${value}'`)],
    [sql(`ALTER TYPE ${written(type)} ADD VALUE IF NOT EXISTS '${value}' BEFORE '${neighbor}'`)],
    [
      "with op.get_context().autocommit_block():",
      `    ${sql(`ALTER TYPE ${written(type)} ADD VALUE '${value}' AFTER '${neighbor}'`)}`,
    ],
    [
      `for value in (${quoted(value)}, ${quoted(`${value}x`)}):`,
      `    op.execute(f"ALTER TYPE ${written(type).replaceAll('"', '\\"')} ADD VALUE '{value}'")`,
    ],
    [sql(`ALTER TYPE ${written(type)} ADD VALUE IF NOT EXISTS '${neighbor}'`)],
  ]);
};

const renameValue: Step = ({ choices, names, world }) => {
  const type = choices.any(world.enums);
  if (type === null || type.labels.includes("renamed")) return null;
  const [value = ""] = type.labels;
  const to = names.fresh("rv");
  type.labels[0] = to;
  return [sql(`ALTER TYPE ${written(type)} RENAME VALUE '${value.replaceAll("'", "''")}' TO '${to}'`)];
};

const renameEnum: Step = ({ choices, names, world }) => {
  const type = choices.any(world.enums);
  if (type === null) return null;
  const was = { ...type };
  const schema = choices.once(3) ? choices.any(world.schemas) : null;
  if (schema !== null && schema !== type.schema) {
    type.schema = schema;
    return [sql(`ALTER TYPE ${written(was)} SET SCHEMA ${schema}`)];
  }
  type.name = names.fresh("named");
  for (const { columns } of world.tables)
    for (const own of columns) if (own.enumType === was.name) own.enumType = type.name;
  return [sql(`ALTER TYPE ${written(was)} RENAME TO ${type.name}`)];
};

/** An enum type made anew: its columns are cast, the old one is dropped. */
const replaceEnum: Step = ({ choices, names, world }) => {
  const name = names.fresh("again");
  const table = choices.any(free(world).filter((each) => !world.views.some((view) => view.table === full(each))));
  if (table === null) return null;
  const own = column(names.fresh("em"), "enum", name);
  own.used = true;
  table.columns.push(own);
  world.enums.push({ name, schema: null, labels: ["a", "b", "c"] });
  return [
    sql(`CREATE TYPE ${name} AS ENUM ('a', 'b')`),
    sql(`ALTER TABLE ${full(table)} ADD COLUMN ${own.name} ${name}`),
    sql(`ALTER TYPE ${name} RENAME TO ${name}_old`),
    choices.one([
      sql(`CREATE TYPE ${name} AS ENUM ('a', 'b', 'c')`),
      `sa.Enum("a", "b", "c", name="${name}").create(op.get_bind(), checkfirst=False)`,
    ]),
    choices.one([
      sql(`ALTER TABLE ${full(table)} ALTER COLUMN ${own.name} TYPE ${name} USING ${own.name}::text::${name}`),
      `op.alter_column(${quoted(table.name)}, ${quoted(own.name)}, type_=sa.Enum("a", "b", "c", name="${name}"), postgresql_using="${own.name}::text::${name}"${schemaKeyword(table.schema)})`,
    ]),
    choices.one([
      sql(`DROP TYPE ${name}_old`),
      `sa.Enum(name="${name}_old").drop(op.get_bind(), checkfirst=False)`,
      sql(`DROP TYPE IF EXISTS ${name}_old CASCADE`),
    ]),
  ];
};

const sequences: Step = ({ choices, names, world }) => {
  const existing = choices.once(2) ? choices.any(world.sequences) : null;
  if (existing === null) {
    const name = names.fresh("seq");
    world.sequences.push(name);
    const table = choices.once(3) ? choices.any(free(world).filter(keyed)) : null;
    if (table !== null) {
      world.sequences.pop();
      return choices.one([[sql(`CREATE SEQUENCE ${name} OWNED BY NONE`)], [sql(`CREATE SEQUENCE ${name}`)]]);
    }
    return choices.one([
      [sql(`CREATE SEQUENCE IF NOT EXISTS ${name} START 5`)],
      [`op.execute(sa.schema.CreateSequence(sa.Sequence(${quoted(name)})))`],
    ]);
  }
  world.sequences = world.sequences.filter((each) => each !== existing);
  const to = names.fresh("rseq");
  return choices.one([
    [sql(`DROP SEQUENCE ${existing}`)],
    [`op.execute(sa.schema.DropSequence(sa.Sequence(${quoted(existing)})))`],
    [sql(`ALTER SEQUENCE ${existing} RENAME TO ${to}`)],
  ]);
};

const ownedSequence: Step = ({ choices, names, world }) => {
  const table = choices.any(free(world).filter(({ schema }) => schema === null));
  if (table === null) return null;
  const own = column(names.fresh("num"), "other");
  table.columns.push(own);
  const name = names.fresh("oseq");
  const add = [sql(`ALTER TABLE ${full(table)} ADD COLUMN ${own.name} integer`)];
  return choices.one([
    [...add, sql(`CREATE SEQUENCE ${name} OWNED BY ${full(table)}.${own.name}`)],
    [...add, sql(`CREATE SEQUENCE ${name}`), sql(`ALTER SEQUENCE ${name} OWNED BY ${full(table)}.${own.name}`)],
    [
      ...add,
      sql(`CREATE SEQUENCE ${name}`),
      sql(`ALTER TABLE ${full(table)} ALTER ${own.name} SET DEFAULT nextval('${name}')`),
      sql(`ALTER SEQUENCE ${name} OWNED BY ${full(table)}.${own.name}`),
    ],
  ]);
};

const views: Step = ({ choices, names, world }) => {
  const existing = choices.once(2) ? choices.any(world.views) : null;
  if (existing !== null) {
    world.views = world.views.filter((each) => each !== existing);
    const kind = existing.materialized ? "MATERIALIZED VIEW" : "VIEW";
    const dropped = sql(`DROP ${kind} ${choices.one(["", "IF EXISTS "])}${existing.name}`);
    if (choices.once(2)) return [dropped];
    const to = names.fresh("rv");
    world.views.push({ ...existing, name: to });
    return [sql(`ALTER ${kind} ${existing.name} RENAME TO ${to}`)];
  }
  const table = choices.any(free(world));
  if (table === null) return null;
  const view = { name: names.fresh("view"), materialized: choices.once(3), table: full(table) };
  world.views.push(view);
  table.used = table.used && true;
  if (view.materialized)
    return [
      sql(
        `CREATE MATERIALIZED VIEW ${choices.one(["", "IF NOT EXISTS "])}${view.name} AS SELECT 1 AS one FROM ${full(table)}`,
      ),
    ];
  return [
    sql(
      `CREATE ${choices.one(["", "OR REPLACE "])}VIEW ${view.name} AS WITH x AS (SELECT 1 AS one FROM ${full(table)}) SELECT * FROM x`,
    ),
  ];
};

const schemas: Step = ({ choices, names, world }) => {
  const empty = choices.any(
    world.schemas.filter(
      (schema) =>
        !world.tables.some((table) => table.schema === schema) && !world.enums.some((type) => type.schema === schema),
    ),
  );
  if (empty !== null && choices.once(3)) {
    world.schemas = world.schemas.filter((schema) => schema !== empty);
    return choices.one([[sql(`DROP SCHEMA ${empty}`)], [sql(`DROP SCHEMA IF EXISTS ${empty} CASCADE`)]]);
  }
  const own = choices.any(world.schemas);
  if (own !== null && choices.once(5) && !world.views.some(({ table }) => table.startsWith(`${own}.`))) {
    const to = names.fresh("space");
    world.schemas = world.schemas.map((schema) => (schema === own ? to : schema));
    for (const table of world.tables) if (table.schema === own) table.schema = to;
    for (const type of world.enums) if (type.schema === own) type.schema = to;
    return [sql(`ALTER SCHEMA ${own} RENAME TO ${to}`)];
  }
  if (own !== null && choices.once(6) && !world.tables.some(({ schema, used }) => schema === own && used)) {
    // Columns of tables elsewhere may have its types.
    if (world.enums.some(({ schema }) => schema === own)) return null;
    world.schemas = world.schemas.filter((schema) => schema !== own);
    world.tables = world.tables.filter(({ schema }) => schema !== own);
    world.views = world.views.filter(({ table }) => !table.startsWith(`${own}.`));
    return [sql(`DROP SCHEMA ${own} CASCADE`)];
  }
  const name = names.fresh("space");
  world.schemas.push(name);
  return choices.one([
    [sql(`CREATE SCHEMA ${name}`)],
    [sql(`CREATE SCHEMA IF NOT EXISTS ${name}`)],
    [`op.execute(sa.schema.CreateSchema(${quoted(name)}))`],
  ]);
};

const extensions: Step = ({ choices, names, world }) => {
  const name = choices.one(["pg_trgm", "citext", "hstore", "uuid-ossp", "btree_gist"]);
  if (world.extensions.includes(name)) return null;
  world.extensions.push(name);
  const create = sql(`CREATE EXTENSION IF NOT EXISTS "${name}"`);
  const table = choices.any(free(world));
  if (name !== "citext" || table === null) return [create];
  const own = column(names.fresh("ci"), "other");
  table.columns.push(own);
  return [create, sql(`ALTER TABLE ${full(table)} ADD COLUMN ${own.name} citext`)];
};

const others: Step = ({ choices, names, world }) => {
  const name = names.fresh("f");
  const table = choices.any(free(world));
  if (table === null) return null;
  return [
    sql(`CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`),
    sql(`CREATE TRIGGER ${name} BEFORE UPDATE ON ${full(table)} FOR EACH ROW EXECUTE FUNCTION ${name}()`),
    ...(choices.once(2) ? [sql(`DROP TRIGGER ${name} ON ${full(table)}`), sql(`DROP FUNCTION ${name}()`)] : []),
  ];
};

const types: Step = ({ choices, names }) => {
  const name = names.fresh("ty");
  return choices.one([
    [sql(`CREATE DOMAIN ${name} AS integer CHECK (VALUE > 0)`)],
    [sql(`CREATE TYPE ${name} AS (a integer, b text)`)],
    [sql(`CREATE TYPE ${name} AS (a integer)`), sql(`DROP TYPE ${name}`)],
    [
      sql(`CREATE DOMAIN ${name} AS text`),
      sql(`ALTER DOMAIN ${name} ADD CONSTRAINT ${name}_c CHECK (VALUE <> '')`),
      sql(`ALTER DOMAIN ${name} RENAME TO ${name}_r`),
    ],
  ]);
};

const noChange: Step = ({ choices, names, world }) => {
  const table = choices.any(free(world));
  if (table === null) return null;
  const none = names.fresh("none");
  return choices.one([
    [
      sql(
        `UPDATE ${full(table)} SET ${table.columns.find(({ kind, name, used }) => kind === "text" && !used && !name.includes(" "))?.name ?? "ctid"} = 'a' WHERE false`.replace(
          "SET ctid = 'a'",
          "SET ctid = ctid",
        ),
      ),
    ].filter((line) => !line.includes("ctid")),
    [sql(`DROP TABLE IF EXISTS ${none}`)],
    [sql(`DROP INDEX IF EXISTS ${none}`)],
    [sql(`ALTER TABLE IF EXISTS ${none} ADD COLUMN x integer`)],
    [sql(`DROP TYPE IF EXISTS ${none}`)],
    [sql(`CREATE TABLE IF NOT EXISTS ${full(table)} (other integer)`)],
    [sql(`CREATE TEMPORARY TABLE ${none} (x integer)`), sql(`DROP TABLE ${none}`)],
    [`if sa.inspect(op.get_bind()).has_table(${quoted(none)}):`, `    op.drop_table(${quoted(none)})`],
    [
      `if not sa.inspect(op.get_bind()).has_table(${quoted(table.name)}${schemaKeyword(table.schema)}):`,
      `    op.create_table(${quoted(table.name)}, sa.Column("y", sa.Integer())${schemaKeyword(table.schema)})`,
    ],
    [sql(`COMMENT ON TABLE ${full(table)} IS 'x'`)],
    [sql("SELECT count(*) FROM pg_class")],
  ]);
};

export const steps: readonly Step[] = [
  createByDirective,
  createByDirective,
  createBySql,
  createBySql,
  dropTable,
  renameTable,
  moveTable,
  addColumn,
  addColumn,
  addReference,
  dropColumn,
  dropUsedColumn,
  alterColumn,
  alterNumber,
  renameColumn,
  identity,
  addConstraint,
  addConstraint,
  dropConstraint,
  renameConstraint,
  createIndex,
  createIndex,
  dropIndex,
  createEnum,
  addValue,
  renameValue,
  renameEnum,
  replaceEnum,
  sequences,
  ownedSequence,
  views,
  schemas,
  extensions,
  others,
  types,
  noChange,
];
