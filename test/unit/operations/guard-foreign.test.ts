import { describe, expect, test } from "vitest";
import { lint } from "../../../server/src/lint.ts";
import type { MigrationScript } from "../../../server/src/migration/script.ts";
import type { Span } from "../../../server/src/python/syntax.ts";
import { defaultSettings } from "../../../server/src/settings.ts";
import { engine } from "../../engine.ts";
import { migration, withHelper } from "../../rule-case.ts";

/** Reads `body` as a migration of a project that has these modules. */
async function read(body: string, modules: Readonly<Record<string, string>>): Promise<MigrationScript> {
  const loaded = await engine();
  const script = loaded.read(migration(body), true, (name) => modules[name] ?? null);
  if (script === null) throw new Error("no migration");
  return script;
}

function summary(script: MigrationScript): readonly string[] {
  return script.operations.map((operation) => {
    const object = "object" in operation && operation.object !== null ? operation.object : null;
    const name = operation.kind === "add enum value" ? `${operation.type.name.text}.${operation.value.text}` : null;
    const guards = operation.guards.map((guard) =>
      guard.kind === "existence" ? `${guard.exists ? "with" : "without"} ${guard.object.name?.text}` : guard.kind,
    );
    const own = name ?? `${object?.table?.text ?? ""}.${object?.name?.text}`;
    return [operation.kind, own, script.source.slice(operation.start, operation.end), ...guards].join(" | ");
  });
}

const helpers = `from alembic import op
import sqlalchemy as sa

PREFIX = "ix"


def column_exists(table, column):
    inspector = sa.inspect(op.get_bind())
    return column in [c["name"] for c in inspector.get_columns(table)]


def add_missing(table, column):
    if not column_exists(table, column):
        op.add_column(table, sa.Column(column, sa.Text()))


def add_value(enum, value):
    op.execute(f"ALTER TYPE {enum} ADD VALUE '{value}'")


def add_values(enum, values):
    for value in values:
        try:
            op.execute("ALTER TYPE " + enum + " ADD VALUE '%s'" % value)
        except Exception:
            pass


def index_name(table):
    return f"{PREFIX}_{table}"
`;

describe("functions of other modules", () => {
  test("check for the migration", async () => {
    const script = await read(
      `from app.helpers import column_exists

def upgrade():
    if column_exists("users", "name"):
        return
    op.add_column("users", sa.Column("name", sa.Text()))
`,
      { "app.helpers": helpers },
    );
    expect(summary(script)).toEqual(["create | users.name | op.add_column | without name"]);
    expect(script.operations[0]?.guards[0]).toMatchObject({ by: "inspector" });
  });

  test("carry out operations, which stand at the call, each time", async () => {
    const script = await read(
      `from app import helpers as h

def upgrade():
    h.add_missing("users", "name")
    for value in ("a", "b"):
        h.add_value("mood", value)
`,
      { "app.helpers": helpers },
    );
    expect(summary(script)).toEqual([
      'create | users.name | h.add_missing("users", "name") | without name',
      'add enum value | mood.a | h.add_value("mood", value)',
      'add enum value | mood.b | h.add_value("mood", value)',
    ]);
    expect(script.operations.every(({ origin }) => origin.foreign)).toBe(true);
  });

  test("come through the modules that they are imported from", async () => {
    const script = await read(
      `from app.migrations import add_missing

def upgrade():
    add_missing("users", "name")
`,
      {
        "app.migrations": "from .helpers import add_missing\n",
        "app.migrations.helpers": `from ..names import NAME\n${helpers.replace("sa.Column(column", "sa.Column(NAME")}`,
        "app.names": "NAME = 'full'\n",
      },
    );
    expect(summary(script)).toEqual(['create | users.full | add_missing("users", "name") | without name']);
  });

  test("give names, and constants theirs", async () => {
    const script = await read(
      `from app.helpers import index_name
from app.constants import VALUES

def upgrade():
    op.create_index(index_name("users"), "users", ["name"])
    for value in VALUES:
        op.execute(f"ALTER TYPE mood ADD VALUE '{value}'")
`,
      { "app.helpers": helpers, "app.constants": "VALUES = ['a', *['b']]\n" },
    );
    expect(summary(script)).toEqual([
      "create | users.ix_users | op.create_index",
      "add enum value | mood.a | ALTER TYPE mood ADD VALUE '{value}'",
      "add enum value | mood.b | ALTER TYPE mood ADD VALUE '{value}'",
    ]);
  });

  test.each([
    [
      "cyclic imports",
      {
        "app.helpers": `from app.other import x\n${helpers}`,
        "app.other": "from app.helpers import add_value\nx = add_value('t', 'v')\n",
      },
    ],
    ["star imports", { "app.helpers": `from app.other import *\n${helpers}`, "app.other": "import os\n" }],
    ["what can't be read", { "app.helpers": `def (:\n  ((\n${helpers}` }],
  ])("%s do no harm", async (_, modules) => {
    const script = await read(
      "from app.helpers import add_value\n\ndef upgrade():\n    add_value('mood', 'a')\n",
      modules,
    );
    expect(summary(script)).toEqual(["add enum value | mood.a | add_value('mood', 'a')"]);
  });

  test.each([
    ["unknown", {}],
    ["huge", { "app.helpers": helpers + "#".repeat(100_000) }],
  ])("an %s module is left alone", async (_, modules) => {
    const script = await read(
      "from app.helpers import add_value\n\ndef upgrade():\n    add_value('mood', 'a')\n",
      modules,
    );
    expect(summary(script)).toEqual([]);
  });

  test("swallow errors at the call", async () => {
    const script = await read('from app.helpers import add_values\n\ndef upgrade():\n    add_values("mood", ["a"])\n', {
      "app.helpers": helpers,
    });
    const [swallower] = script.operations.map((operation) => operation.swallower);
    expect(script.source.slice(swallower?.start, swallower?.end)).toBe('add_values("mood", ["a"])');
  });

  test("modules that take constants from each other come to an end", async () => {
    const script = await read("from app.helpers import create\n\ndef upgrade():\n    create()\n", {
      "app.helpers": `PREFIX = "a"\nfrom app.other import NAME\nTABLE = NAME\n${helpers}\ndef create():\n    op.drop_table(TABLE)\n`,
      "app.other": 'from app.helpers import PREFIX\nNAME = PREFIX + "_b"\n',
    });
    expect(summary(script)).toEqual(["drop | .a_b | create()"]);
  });

  test("what a DO block of another module checks stands at the call too", async () => {
    const block = "DO $$ BEGIN IF to_regclass('t') IS NULL THEN CREATE TABLE t (); END IF; END $$";
    const script = await read(
      "from app.helpers import create, BLOCK\n\ndef upgrade():\n    create()\n    op.execute(BLOCK)\n",
      { "app.helpers": `${helpers}\nBLOCK = """${block}"""\n\n\ndef create():\n    op.execute(BLOCK)\n` },
    );
    const creations = script.operations.filter(({ kind }) => kind === "create");
    const at = ({ start, end }: Span) => script.source.slice(start, end);
    expect(creations.map((each) => [at(each), ...each.guards.map(at)])).toEqual([
      ["create()", "create()"],
      ["BLOCK", "op.execute(BLOCK)"],
    ]);
  });

  test("a function that calls itself through another module ends", async () => {
    const script = await read("from app.a import f\n\ndef upgrade():\n    f('mood')\n", {
      "app.a": `from app.b import g\n${helpers}\ndef f(t):\n    add_value(t, "a")\n    g(t)\n`,
      "app.b": "from app.a import f\ndef g(t):\n    f(t)\n",
    });
    expect(summary(script)).toEqual(["add enum value | mood.a | f('mood')"]);
  });

  test("what a module does when it is imported is none of the migration's operations", async () => {
    const script = await read("from app.helpers import add_value\n\ndef upgrade():\n    add_value('mood', 'a')\n", {
      "app.helpers": `${helpers}\nadd_value("other", "b")\nop.drop_table("t")\n`,
    });
    expect(summary(script)).toEqual(["add enum value | mood.a | add_value('mood', 'a')"]);
  });

  test("each module is asked for once", async () => {
    const loaded = await engine();
    const asked: string[] = [];
    loaded.read(
      migration(
        "from app.helpers import add_value\nimport os\n\ndef upgrade():\n    add_value('t', 'a')\n    add_value('t', 'b')\n    os.getcwd()\n    os.getpid()\n",
      ),
      true,
      (name) => {
        asked.push(name);
        return name === "app.helpers" ? helpers : null;
      },
    );
    expect(asked).toEqual(["app.helpers", "os"]);
  });
});

describe("fixes", () => {
  test.each([
    ["enum-add-without-helper", 'add_value("mood", "a")', "add_value"],
    ["enum-add-in-try-except", 'add_values("mood", ["a", "b"])', "add_values"],
    [
      "enum-add-in-try-except",
      'try:\n        add_value("mood", "a")\n    except Exception:\n        pass',
      "add_value",
    ],
    [
      "execute-in-try-except",
      'try:\n        add_missing("users", "name")\n    except Exception:\n        pass',
      "add_missing",
    ],
    ["enum-add-without-helper", 'for value in ("a", "b"):\n        add_value("mood", value)', "add_value"],
  ])("%s finds what another module does in %s, and leaves it alone", async (rule, statement, name) => {
    const script = await read(`from app.helpers import ${name}\n\ndef upgrade():\n    ${statement}\n`, {
      "app.helpers": helpers,
    });
    const { findings, failures } = lint(script, defaultSettings, withHelper);
    expect(failures).toEqual([]);
    const own = findings.filter((finding) => finding.rule === rule);
    expect(own.map(({ start, end }) => script.source.slice(start, end).startsWith(name))).toEqual([true]);
    expect(own.map(({ fix }) => fix)).toEqual([null]);
  });

  test("of the migration's own statements don't take in what another module does", async () => {
    const script = await read(
      `from app.helpers import add_value

def upgrade():
    op.execute("ALTER TYPE mood ADD VALUE 'a'")
    add_value("mood", "b")
    op.execute("ALTER TYPE mood ADD VALUE 'c'")
`,
      { "app.helpers": helpers },
    );
    const { findings } = lint(script, defaultSettings, withHelper);
    const texts = findings
      .filter(({ rule }) => rule === "enum-add-without-helper")
      .map(({ fix }) => fix?.edits.map(({ text }) => text).filter((text) => text.startsWith("safe_add_")));
    expect(texts).toEqual([["safe_add_enum_value('mood', 'a')"], undefined, ["safe_add_enum_value('mood', 'c')"]]);
  });

  test("helper calls in another module are not this file's", async () => {
    const script = await read(
      'from app.helpers import add_all\n\ndef upgrade():\n    add_all("mood", "a")\n    add_all("mood", "b")\n',
      { "app.helpers": "def add_all(type, value):\n    safe_add_enum_value(type, value)\n" },
    );
    expect(script.helperCalls).toEqual([]);
    expect(script.operations.map(({ kind }) => kind)).toEqual(["add enum value", "add enum value"]);
    expect(lint(script, defaultSettings, withHelper).findings.map(({ rule }) => rule)).not.toContain(
      "enum-add-one-by-one",
    );
  });
});
