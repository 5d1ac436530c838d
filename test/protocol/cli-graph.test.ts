import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "./run-cli.ts";
import { SampleProject } from "./sample-project.ts";

let project: SampleProject;

beforeEach(() => {
  project = new SampleProject();
});

afterEach(() => project.remove());

interface Header {
  readonly message?: string;
  readonly dependsOn?: string;
  readonly labels?: string;
}

/** Writes a script whose header is Python. */
function write(name: string, id: string, down: string, { message, dependsOn, labels }: Header = {}): void {
  const docstring = message === undefined ? "" : `"""${message}\n\nRevision ID: ${id}\n"""\n`;
  project.write(
    `migrations/versions/${name}.py`,
    `${docstring}revision = "${id}"\ndown_revision = ${down}\ndepends_on = ${dependsOn ?? "None"}\nbranch_labels = ${labels ?? "None"}\n\n\ndef upgrade():\n    pass\n`,
  );
}

const graph = (...args: readonly string[]) => runCli(project.folder, ["graph", "--no-cache", ...args]);

function branches(): void {
  write("0002", "users", '"0001_base"', { message: "Add users" });
  write("0003", "plugin1", '"users"', { message: "Begin the plugin", labels: '"plugin"' });
  write("0004", "plugin2", '"plugin1"');
  write("0005", "orders", '("users",)', { message: "Add orders", dependsOn: '["plugin"]' });
}

describe("graph", () => {
  it("prints heads, bases, branch points and labels", () => {
    branches();
    expect(graph()).toEqual({
      status: 0,
      stdout: `migrations (alembic.ini [alembic])
5 revisions
2 heads
  plugin2  [plugin] migrations/versions/0004.py
  orders   Add orders  migrations/versions/0005.py
1 base
  0001_base  migrations/versions/0001.py
1 branch point
  users  → plugin1, orders
1 branch label
  plugin  from plugin1 to plugin2
no problems
`,
      stderr: "",
    });
  });

  it("lists every revision in the order of an upgrade", () => {
    branches();
    const { status, stdout } = graph("--all");
    expect(status).toBe(0);
    expect(stdout).toContain(`in the order of an upgrade
  0001_base  (base)
  users      Add users (after 0001_base; branch point)
  plugin1    [plugin] Begin the plugin (after users)
  orders     Add orders (after users; needs plugin; head)
  plugin2    [plugin] (after plugin1; head)
`);
  });

  it("gives the same as JSON", () => {
    branches();
    const { status, stdout } = graph("--output-format", "json", "--all", "migrations/versions");
    expect(status).toBe(0);
    const orders = {
      revision: "orders",
      message: "Add orders",
      down_revision: ["users"],
      depends_on: ["plugin"],
      branch_labels: [],
      followed_by: [],
      filename: project.path("migrations/versions/0005.py"),
      location: { row: 5, column: 12 },
      end_location: { row: 5, column: 20 },
    };
    const reports: { history: { revision: string }[] }[] = JSON.parse(stdout);
    expect(reports).toMatchObject([
      {
        folder: project.path("migrations"),
        config: { filename: project.path("alembic.ini"), section: "alembic" },
        version_locations: [project.path("migrations/versions")],
        revisions: 5,
        heads: [{ revision: "plugin2", branch_labels: ["plugin"] }, orders],
        bases: [{ revision: "0001_base", down_revision: [] }],
        branch_points: [{ revision: "users", followed_by: ["plugin1", "orders"] }],
        branch_labels: [{ label: "plugin", revision: "plugin1", heads: ["plugin2"] }],
        problems: [],
      },
    ]);
    expect(reports[0]?.history.map(({ revision }) => revision)).toEqual([
      "0001_base",
      "users",
      "plugin1",
      "orders",
      "plugin2",
    ]);
    expect(JSON.parse(graph("--output-format", "json").stdout)).not.toMatchObject([{ history: expect.anything() }]);
  });

  it("says what is wrong, with its places, and exits with 1", () => {
    write("a", "twice", '"0001_base"');
    write("b", "twice", '"0001_base"');
    write("c", "lost", '"😀", "gone"');
    write("d", "ring1", '"ring2"', { labels: '"mine"' });
    write("e", "ring2", '"ring1"', { labels: '"mine"' });
    write("g", "x-y", "None");
    write("f", "self", '"self"', { labels: '"lost"' });
    const { status, stdout, stderr } = graph("migrations/versions/a.py");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout.slice(stdout.indexOf("8 problems"))).toBe(`8 problems
  2 scripts have the id 'twice'
    migrations/versions/a.py:1:12
    migrations/versions/b.py:1:12
  'lost' names '😀' in down_revision, which no script has
    migrations/versions/c.py:2:17
  'lost' names 'gone' in down_revision, which no script has
    migrations/versions/c.py:2:22
  'ring1' follows itself, by way of 'ring2'
    migrations/versions/d.py:1:12
    migrations/versions/e.py:1:12
  the branch label 'mine' of 'ring1' is used by 'ring2', too
    migrations/versions/d.py:4:17
    migrations/versions/e.py:4:17
  'self' follows itself
    migrations/versions/f.py:1:12
  the branch label 'lost' of 'self' is a revision's id
    migrations/versions/f.py:4:17
    migrations/versions/c.py:1:12
  the id 'x-y' has - in it, which Alembic refuses
    migrations/versions/g.py:1:12
`);
    const json: { problems: object[] }[] = JSON.parse(graph("--output-format", "json").stdout);
    expect(json[0]?.problems[2]).toEqual({
      kind: "missing",
      message: "'lost' names 'gone' in down_revision, which no script has",
      revisions: ["lost"],
      places: [
        {
          filename: project.path("migrations/versions/c.py"),
          location: { row: 2, column: 22 },
          end_location: { row: 2, column: 28 },
        },
      ],
    });
  });

  it("takes several heads without labels for a problem; lists no more than twenty of them", () => {
    for (let index = 10; index < 40; index++) write(`h${index}`, `head${index}`, '"0001_base"');
    const { status, stdout } = graph();
    expect(status).toBe(1);
    expect(stdout).toContain("30 heads\n  head10  migrations/versions/h10.py\n");
    expect(stdout).toContain("  head29  migrations/versions/h29.py\n  and 10 more\n1 base\n");
    expect(stdout).toContain(
      "1 problem\n  30 heads where one is expected: 'head10', 'head11', 'head12', 'head13', 'head14', 'head15', 'head16', 'head17', 'head18', 'head19' and 20 more\n",
    );
    expect(graph("--all").stdout).toContain("  head39  migrations/versions/h39.py\n1 base\n");
  });

  it("prints each environment below the folder", () => {
    project.write("alembic.ini", "[one]\nscript_location = migrations\n\n[two]\nscript_location = other\n");
    project.write("other/env.py", "from alembic import context\n");
    const { status, stdout } = graph();
    expect(status).toBe(0);
    expect(stdout).toBe(`migrations (alembic.ini [one])
1 revision
1 head
  0001_base  migrations/versions/0001.py
1 base
  0001_base  migrations/versions/0001.py
no problems

other (alembic.ini [two])
no revisions in other/versions
no problems
`);
  });

  it("is a wrong call where no environment is", () => {
    project.write("docs/read.me", "");
    expect(graph("docs")).toEqual({
      status: 2,
      stdout: "",
      stderr: "error: docs: no Alembic environment there, none around it\n",
    });
    expect(graph("nowhere")).toEqual({ status: 2, stdout: "", stderr: "error: nowhere: no such file or folder\n" });
  });
});
