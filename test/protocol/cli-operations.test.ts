import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migration } from "./migrations.ts";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

const body = `    bind = op.get_bind()
    if not sa.inspect(bind).has_table("users"):
        op.create_table("users", sa.Column("name", sa.String(50), nullable=False))
    op.execute("ALTER TABLE audit.log ADD COLUMN IF NOT EXISTS who text")
    with op.get_context().autocommit_block():
        op.create_index("ix", "users", ["name"], postgresql_concurrently=True)
    try:
        op.execute("DROP VIEW v CASCADE")
    except Exception:
        pass
`;

let project: SampleProject;

beforeEach(() => {
  const source = migration(body, "from alembic import op\nimport sqlalchemy as sa\n");
  project = new SampleProject({ "migrations/versions/0002.py": source });
});

afterEach(() => project.remove());

const operations = (...args: readonly string[]) => runCli(project.folder, ["operations", ...args]);

describe("operations", () => {
  it("prints a line for each operation, and what it runs under", () => {
    expect(operations("migrations/versions/0002.py")).toEqual({
      status: 0,
      stdout: `migrations/versions/0002.py
  Alembic unknown, SQLAlchemy unknown
  helper migrations.safe_enum_addition: found
  env.py: transaction per migration unknown, transactional DDL unknown, autocommit unknown, commits after the run unknown, begins before it unknown, naming convention unknown, creates schemas unknown
upgrade:
  16:9 create table users [through create_table, in the transaction]
      runs when table users does not exist, by inspector (15:8)
  17:17 create column audit.log.who [if not exists, in the transaction]
  19:9 create index ix on users [concurrently, through create_index, autocommit]
  21:21 drop view v [cascade, in the transaction]
      its error is swallowed by the try at 20:5
downgrade: no operations
`,
      stderr: "",
    });
  });

  it("gives them as JSON, with the details of what is created", () => {
    const { status, stdout, stderr } = operations("--output-format", "json", "migrations/versions/0002.py");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const [report]: { filename: string; operations: object[] }[] = JSON.parse(stdout);
    expect(report?.filename).toBe(project.path("migrations/versions/0002.py"));
    expect(report?.operations).toHaveLength(4);
    expect(report?.operations[0]).toMatchObject({
      kind: "create",
      direction: "upgrade",
      object: { type: "table", schema: null, table: null, name: "users" },
      definition: {
        kind: "table",
        columns: [{ name: "name", type: { name: "varchar", modifiers: [50] }, nullable: false, default: null }],
      },
      transaction: "open",
      guards: [
        {
          kind: "existence",
          object: { type: "table", schema: null, table: null, name: "users" },
          exists: false,
          by: "inspector",
        },
      ],
      directive: "create_table",
      location: { row: 16, column: 9 },
      statement: null,
    });
    expect(report?.operations[3]).toMatchObject({
      kind: "drop",
      cascade: true,
      statement: "DropStmt",
      swallower: { broad: true },
    });
  });

  it("reads standard input", () => {
    const run = runCli(project.folder, ["operations", "-"], project.read("migrations/versions/0002.py"));
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(run.stdout).toContain("  21:21 drop view v [cascade, in the transaction]\n");
  });

  it("is 2 for what can't be read or is no migration, and still prints the others", () => {
    project.write("app.py", "print('x')\n");
    expect(operations("app.py", "none.py", "migrations")).toEqual({
      status: 2,
      stdout: "",
      stderr: "app.py: no migration script\nnone.py: no such file or folder\nmigrations: is a folder\n",
    });
    const beside = operations("none.py", "migrations/versions/0002.py");
    expect(beside.status).toBe(2);
    expect(beside.stdout).toContain("create table users");
  });
});
