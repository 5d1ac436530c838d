import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureDebianPackages } from "../../scripts/setup/debian.mjs";
import { gatherContext } from "../../server/src/project/context.ts";
import { Environments } from "../../server/src/project/environments.ts";
import { nodeFiles } from "../../server/src/project/node-files.ts";
import { readSettings } from "../../server/src/project/settings-file.ts";
import type { FileChange } from "../../server/src/rules/finding.ts";
import { defaultSettings } from "../../server/src/settings.ts";
import { engine } from "../engine.ts";
import { Database } from "./database.ts";
import { Driver, debianPython } from "./driver.ts";
import { createProject, migration, type Project } from "./project.ts";
import { startCluster } from "./servers.ts";

const run = promisify(execFile);
const readers = await engine();

interface Layout {
  readonly name: string;
  /** The environment's folder, as `alembic init` is given it. */
  readonly directory: string;
  /** Edits of `alembic.ini`: what, and by what. */
  readonly ini?: readonly (readonly [string, string])[];
  /** Other files of the project. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the guideline's import is for the project as it is. */
  readonly state: "absent" | "shadowed";
  /** The module that the plan makes. */
  readonly module: string;
}

const noPath = ["prepend_sys_path = .", "# prepend_sys_path = ."] as const;
const fixed = ["script_location = migrations", "script_location = %(here)s/migrations"] as const;
const inMigrations = "migrations.utils.safe_enum_addition";
const beside = "migration_helpers.safe_enum_addition";

const layouts: readonly Layout[] = [
  { name: "migrations/", directory: "migrations", state: "absent", module: inMigrations },
  {
    name: "migrations/, no prepend_sys_path",
    directory: "migrations",
    ini: [noPath],
    state: "absent",
    module: inMigrations,
  },
  {
    name: "migrations/, no prepend_sys_path, script_location with %(here)s",
    directory: "migrations",
    ini: [noPath, fixed],
    state: "absent",
    module: inMigrations,
  },
  { name: "alembic/", directory: "alembic", state: "absent", module: beside },
  {
    name: "alembic/ with a helper that is shadowed",
    directory: "alembic",
    files: {
      "alembic/utils/__init__.py": "",
      "alembic/utils/safe_enum_addition.py": "def safe_add_enum_value(a, b): ...\n",
    },
    state: "shadowed",
    module: beside,
  },
  {
    name: "src/app/migrations, prepend_sys_path = src",
    directory: "src/app/migrations",
    ini: [["prepend_sys_path = .", "prepend_sys_path = src"]],
    files: {
      "src/app/__init__.py": "",
      "src/app/migrations/__init__.py": "",
      "pyproject.toml": '[project]\nname = "app"\n',
    },
    state: "absent",
    module: "app.migrations.utils.safe_enum_addition",
  },
  {
    name: "src/app/migrations, prepend_sys_path = .",
    directory: "src/app/migrations",
    files: { "src/app/__init__.py": "" },
    state: "absent",
    module: beside,
  },
  {
    name: "src/app/migrations, no prepend_sys_path",
    directory: "src/app/migrations",
    ini: [noPath],
    files: { "src/app/__init__.py": "" },
    state: "absent",
    module: "app.migrations.utils.safe_enum_addition",
  },
];

const guidelineModule = defaultSettings.helperModule;

/** A migration that imports the helper from `module`. */
function usingHelper(module: string): string {
  return migration("added", "parent", {
    imports: `from ${module} import safe_add_enum_value`,
    upgrade: "safe_add_enum_value('eventtype', 'new_value')",
  });
}

describe("a project whose helper was missing, repaired by the plan", () => {
  const driver = new Driver();
  let database: Database;
  let project: Project;

  beforeAll(async () => {
    ensureDebianPackages(["python3-flask-migrate"]);
    database = new Database(await startCluster(), driver);
  });
  afterAll(async () => {
    await driver.stop();
    await database.server.stop();
  });
  beforeEach(async () => {
    await database.reset();
    await database.execute("CREATE TYPE eventtype AS ENUM ('created')");
  });
  afterEach(() => project.remove());

  /** Runs a command line in the project, or in another folder; its output, or what it printed of an error. */
  async function command(line: readonly string[], folder = project.folder): Promise<string> {
    const [program = "", ...args] = line;
    const env = { ...process.env, PYTHONPATH: "", PYTHONDONTWRITEBYTECODE: "1" };
    return (await run(program, args, { cwd: folder, env, timeout: 60_000 })).stdout;
  }

  /** Carries out the plan for the migration at `path`, whose import follows. */
  async function repair(path: string, state: string, module: string): Promise<void> {
    const absolute = join(project.folder, path);
    const imported = { module: guidelineModule, name: "safe_add_enum_value", alias: "safe_add_enum_value" };
    const span = { start: 0, end: 0 };
    const script = { imports: [{ ...imported, ...span, moduleSpan: span }] };
    const { helper, modules } = gatherContext(
      absolute,
      script,
      defaultSettings,
      new Environments(nodeFiles, null),
      readers,
    );
    expect(modules.get(guidelineModule)?.state).toBe(state);
    if (helper.creation === null) throw new Error("no plan");
    expect(helper.creation.module).toBe(module);
    for (const change of helper.creation.changes) await carryOut(change);
    await writeFile(absolute, usingHelper(module));

    const setting = helper.creation.changes.find((change) => change.path.endsWith(".toml"));
    expect(setting && readSettings(setting.path, setting.content)?.helperModule).toBe(module);
    const repaired = { ...defaultSettings, helperModule: module };
    const after = gatherContext(absolute, script, repaired, new Environments(nodeFiles, null), readers).helper;
    expect([after.knowledge.state, after.creation]).toEqual(["found", null]);
  }

  /** Every command that loads the revisions; the value is added once and stays, however often it is run. */
  async function everyCommandWorks(alembic: readonly string[], ...folder: string[]): Promise<void> {
    const inFolder = (...args: string[]) => command([...alembic, ...args], ...folder);
    expect(await inFolder("heads")).toContain("added (head)");
    expect(await inFolder("history")).toContain("parent -> added (head)");
    expect(await inFolder("upgrade", "--sql", "parent:head")).toContain(
      `ALTER TYPE "eventtype" ADD VALUE IF NOT EXISTS 'new_value';`,
    );
    await inFolder("upgrade", "head");
    expect(await inFolder("current")).toContain("added (head)");
    await inFolder("downgrade", "parent");
    await inFolder("upgrade", "head");
    expect(await database.labels("eventtype")).toEqual(["created", "new_value"]);
  }

  test.each(layouts)("runs: $name", async ({ directory, ini = [], files = {}, state, module }) => {
    project = await createProject(driver, directory);
    let config = await project.read("alembic.ini");
    for (const [from, to] of [...ini, [/^sqlalchemy\.url.*$/m, `sqlalchemy.url = ${database.server.url}`] as const]) {
      expect(config).toMatch(from);
      config = config.replace(from, to);
    }
    await project.write("alembic.ini", config);
    for (const [path, content] of Object.entries(files)) await project.write(path, content);
    const path = `${directory}/versions/added.py`;
    await project.write(`${directory}/versions/parent.py`, migration("parent", null, {}));
    await project.write(path, usingHelper(guidelineModule));
    await expect(command(["/usr/bin/alembic", "heads"])).rejects.toThrow("No module named 'alembic.utils'");

    await repair(path, state, module);
    await everyCommandWorks(["/usr/bin/alembic"]);
    await command(["/usr/bin/alembic", "downgrade", "parent"]);
    await command([debianPython, "-m", "alembic", "upgrade", "head"]);
    expect(await database.revisions()).toEqual(["added"]);
    if (ini.includes(fixed))
      await everyCommandWorks(["/usr/bin/alembic", "-c", join(project.folder, "alembic.ini")], "/");
  });

  test("runs: Flask-Migrate", async () => {
    project = await createProject(driver, null);
    const app = `from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "${database.server.url}"
Migrate(app, SQLAlchemy(app))
`;
    await project.write("app.py", app);
    const flask = [debianPython, "-m", "flask", "db"];
    await command([...flask, "init"]);
    await project.write("migrations/versions/parent.py", migration("parent", null, {}));
    await project.write("migrations/versions/added.py", usingHelper(guidelineModule));
    await expect(command([...flask, "heads"])).rejects.toThrow("No module named 'alembic.utils'");

    await repair("migrations/versions/added.py", "absent", inMigrations);
    await everyCommandWorks(flask);
  });
});

async function carryOut({ path, content, action }: FileChange): Promise<void> {
  if (action.kind === "create") await mkdir(dirname(path), { recursive: true });
  else expect(nodeFiles.readText(path)).toBe(action.previous);
  await writeFile(path, content, { flag: action.kind === "create" ? "wx" : "w" });
}
