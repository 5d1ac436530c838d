import { describe, expect, test } from "vitest";
import { MemoryFiles } from "../../../memory-files.ts";
import { migration, SampleIndex, versions } from "./sample-index.ts";

const chain = { "a.py": migration("a", null), "b.py": migration("b", "a"), "c.py": migration("c", "b") };

describe("a refresh", () => {
  test("reads every script at first, and then only what has changed", async () => {
    const sample = new SampleIndex(chain);
    expect(await sample.refresh()).toEqual({ changed: true, read: ["a", "b", "c"] });
    expect(sample.heads).toEqual(["c"]);
    expect(await sample.refresh()).toEqual({ changed: false, read: [] });
    sample.files.write(`${versions}/b.py`, migration("b", "a", "op.drop_table('t')"));
    expect(await sample.refresh()).toEqual({ changed: true, read: ["b"] });
  });

  test("looks only at what is said to have changed", async () => {
    const sample = new SampleIndex(chain);
    await sample.refresh();
    sample.files.write(`${versions}/a.py`, migration("a", null, "op.drop_table('t')"));
    sample.files.write(`${versions}/b.py`, migration("b", "a", "op.drop_table('t')"));
    expect((await sample.refresh("b.py")).read).toEqual(["b"]);
    expect((await sample.refresh()).read).toEqual(["a"]);
  });

  test("finds no change in a comment", async () => {
    const sample = new SampleIndex(chain);
    await sample.refresh();
    sample.files.write(`${versions}/b.py`, `${chain["b.py"]}# a comment\n`);
    expect(await sample.refresh()).toEqual({ changed: false, read: ["b"] });
  });

  test("takes in a new script and forgets one that is gone", async () => {
    const sample = new SampleIndex(chain);
    await sample.refresh();
    sample.files.remove(`${versions}/c.py`);
    expect(await sample.refresh(`${versions}/c.py`)).toEqual({ changed: true, read: [] });
    expect(sample.heads).toEqual(["b"]);
    sample.files.write(`${versions}/renamed.py`, chain["c.py"]);
    expect(await sample.refresh(`${versions}/renamed.py`)).toEqual({ changed: true, read: ["c"] });
    expect(sample.heads).toEqual(["c"]);
    expect(sample.index.graph.heads[0]?.path).toBe(`${versions}/renamed.py`);
  });

  test("finds what depends_on names to be missing only where no program adds other packages' folders", async () => {
    const script = migration("a", null).replace("\n\n\ndef", '\ndepends_on = "elsewhere"\n\n\ndef');
    const sample = new SampleIndex({ "a.py": script });
    await sample.refresh();
    expect(sample.index.graph.problems).toEqual([]);
    sample.files.write("/app/migrations/alembic.ini", "[alembic]\n# as Flask-Migrate writes it\n");
    await sample.refresh();
    expect(sample.index.graph.problems).toEqual([]);
    sample.files.remove("/app/migrations/alembic.ini");
    sample.files.write("/app/alembic.ini", "[alembic]\nscript_location = migrations\n");
    await sample.refresh();
    expect(sample.index.graph.problems).toMatchObject([{ kind: "missing", variable: "depends_on" }]);
  });

  test("leaves out a script that is deleted while it goes on", async () => {
    class Vanishing extends MemoryFiles {
      override readText(path: string): string | null {
        return path.endsWith("/b.py") ? null : super.readText(path);
      }
    }
    const files = new Vanishing({ "/app/.git/HEAD": "", "/app/migrations/env.py": "" });
    const sample = new SampleIndex(chain, null, files);
    expect((await sample.refresh()).read).toEqual(["a", "c"]);
    expect([...sample.index.scripts.keys()]).toEqual([`${versions}/a.py`, `${versions}/c.py`]);
  });

  test("reads a script again when a module that it imports has changed", async () => {
    const body = "create()";
    const caller = `from helpers import create\n${migration("b", "a", body)}`;
    const sample = new SampleIndex({ "a.py": migration("a", null), "b.py": caller });
    sample.files.write("/app/alembic.ini", "[alembic]\nscript_location = migrations\nprepend_sys_path = .\n");
    const helper = (table: string) => `from alembic import op\n\n\ndef create():\n    op.drop_table("${table}")\n`;
    sample.files.write("/app/helpers.py", helper("t"));
    expect((await sample.refresh()).read).toEqual(["a", "b"]);
    expect(await sample.refresh("/app/helpers.py")).toEqual({ changed: false, read: [] });
    sample.files.write("/app/helpers.py", helper("u"));
    expect(await sample.refresh("/app/helpers.py")).toEqual({ changed: true, read: ["b"] });
  });

  test("keeps apart what is no migration", async () => {
    const sample = new SampleIndex({ ...chain, "notes.py": "print('no migration')\n", "broken.py": "revision = (" });
    await sample.refresh();
    expect(sample.index.graph.nodes.map(({ id }) => id.text)).toEqual(["a", "b", "c"]);
    expect(sample.index.scripts.size).toBe(5);
  });
});

describe("an open script", () => {
  test("counts as it is typed", async () => {
    const sample = new SampleIndex(chain);
    await sample.refresh();
    expect(sample.take("c.py", migration("c", "a"))).toBe(true);
    expect(sample.heads).toEqual(["b", "c"]);
    expect(sample.take("c.py", migration("c", "a"))).toBe(false);
  });

  test("keeps its place while it is half typed", async () => {
    const sample = new SampleIndex(chain);
    await sample.refresh();
    expect(sample.take("b.py", chain["b.py"].replace('down_revision = "a"', "down_revision = ("))).toBe(false);
    expect(sample.heads).toEqual(["c"]);
  });

  test("that is new has a place before it is saved", async () => {
    const sample = new SampleIndex(chain);
    await sample.refresh();
    expect(sample.take("d.py", migration("d", "c"))).toBe(true);
    expect(sample.heads).toEqual(["d"]);
  });

  test("that Alembic does not load has no place", async () => {
    const sample = new SampleIndex(chain);
    await sample.refresh();
    for (const name of ["older/d.py", "../d.py", "__init__.py"]) {
      expect(sample.take(name, migration("d", "c"))).toBe(false);
    }
    expect(sample.heads).toEqual(["c"]);
  });

  test("that is no migration changes nothing", async () => {
    const sample = new SampleIndex(chain);
    await sample.refresh();
    expect(sample.take("notes.py", "print('no migration')\n")).toBe(false);
  });
});

describe("the history that a migration is given", () => {
  const table = "op.create_table('t', sa.Column('id', sa.Integer()))";
  const scripts = {
    "a.py": `import sqlalchemy as sa\n${migration("a", null, table)}`,
    "b.py": migration("b", "a"),
    "c.py": migration("c", "b"),
  };
  const history = (sample: SampleIndex, name: string) => sample.index.history(`${versions}/${name}`);

  test("is the same object as long as nothing changes that it has told", async () => {
    const sample = new SampleIndex(scripts);
    await sample.refresh();
    const before = { b: history(sample, "b.py"), c: history(sample, "c.py") };
    for (const each of Object.values(before)) each.before();
    sample.take("b.py", migration("b", "a", "op.drop_table('t')"));
    expect(history(sample, "b.py")).toBe(before.b);
    expect(history(sample, "c.py")).not.toBe(before.c);
  });

  test("is the same object where what has changed was never asked for", async () => {
    const sample = new SampleIndex(scripts);
    await sample.refresh();
    const before = history(sample, "c.py");
    sample.take("b.py", migration("b", "a", "op.drop_table('t')"));
    expect(history(sample, "c.py")).toBe(before);
  });

  test("is new when a revision has moved", async () => {
    const sample = new SampleIndex(scripts);
    await sample.refresh();
    const before = history(sample, "b.py");
    sample.take("c.py", migration("c", "a"));
    expect(history(sample, "b.py")).not.toBe(before);
  });
});

describe("while a refresh goes on", () => {
  test("what is typed meanwhile stays", async () => {
    class Slow extends MemoryFiles {
      onRead: (path: string) => void = () => {};
      override readText(path: string): string | null {
        const text = super.readText(path);
        this.onRead(path);
        return text;
      }
    }
    const files = new Slow({ "/app/.git/HEAD": "", "/app/migrations/env.py": "" });
    const sample = new SampleIndex(chain, null, files);
    await sample.refresh();
    files.write(`${versions}/b.py`, migration("b", "a", "op.drop_table('t')"));
    files.onRead = (path) => {
      if (!path.endsWith("/c.py")) return;
      sample.take("b.py", migration("typed", "a"));
      sample.take("new.py", migration("new", "typed"));
    };
    await sample.refresh();
    expect(sample.heads).toEqual(["c", "new"]);
    expect(sample.index.graph.get("b")).toBeNull();
  });
});

describe("the check of a script that the index has just read", () => {
  const text = `from helpers import create\n${migration("b", "a", "create()")}`;
  const helpers = "/app/helpers.py";
  const sampleWithHelper = (goesOnce: boolean) => {
    const sample = new SampleIndex({ "a.py": migration("a", null), "b.py": text }, null, undefined, goesOnce);
    sample.files.write("/app/alembic.ini", "[alembic]\nscript_location = migrations\nprepend_sys_path = .\n");
    sample.files.write(helpers, 'from alembic import op\n\n\ndef create():\n    op.drop_table("t")\n');
    return sample;
  };

  test("does not read it again, once", async () => {
    const sample = sampleWithHelper(true);
    await sample.refresh();
    expect(sample.read("b.py", text)).toEqual([]);
    expect(sample.read("b.py", text)).toEqual(["b"]);
  });

  test("reads it again where its text is another one", async () => {
    const sample = sampleWithHelper(true);
    await sample.refresh();
    expect(sample.read("b.py", `${text}# a remark\n`)).toEqual(["b"]);
  });

  test("reads it again where a module that it imports has changed", async () => {
    const sample = sampleWithHelper(true);
    await sample.refresh();
    sample.files.write(helpers, "def create():\n    pass\n");
    expect(sample.read("b.py", text)).toEqual(["b"]);
  });

  test("reads it again in an editor, where what is kept would stay", async () => {
    const sample = sampleWithHelper(false);
    await sample.refresh();
    expect(sample.read("b.py", text)).toEqual(["b"]);
  });

  test("reads it again where there were many: they are not held", async () => {
    const scripts = Array.from({ length: 20 }, (_, index) => [`${index}.py`, migration(`r${index}`, null)] as const);
    const sample = new SampleIndex(Object.fromEntries(scripts), null, undefined, true);
    await sample.refresh();
    expect(sample.read("7.py", migration("r7", null))).toEqual(["r7"]);
  });
});
