import { describe, expect, test } from "vitest";
import type { Context } from "../../../server/src/context.ts";
import { gatherContext } from "../../../server/src/project/context.ts";
import { Environments } from "../../../server/src/project/environments.ts";
import { helperSource } from "../../../server/src/project/helper-source.ts";
import { defaultSettings } from "../../../server/src/settings.ts";
import { engine } from "../../engine.ts";
import { MemoryFiles } from "../../memory-files.ts";

const readers = await engine();

const span = { start: 0, end: 0 };
const ini = "[alembic]\nscript_location = migrations\nprepend_sys_path = .\n";
const guidelineModule = "alembic.utils.safe_enum_addition";

interface Given {
  readonly migration?: string;
  /** Modules that the migration imports `safe_add_enum_value` from. */
  readonly imports?: readonly string[];
  readonly helperModule?: string;
}

function gather(files: Readonly<Record<string, string>> | MemoryFiles, given: Given = {}): Omit<Context, "history"> {
  const {
    migration = "/p/migrations/versions/1.py",
    imports = [],
    helperModule = defaultSettings.helperModule,
  } = given;
  const importedNames = imports.map((module) => {
    return { module, name: "safe_add_enum_value", alias: "safe_add_enum_value", moduleSpan: span, ...span };
  });
  const settings = { ...defaultSettings, helperModule };
  const projectFiles = files instanceof MemoryFiles ? files : new MemoryFiles(files);
  const environments = new Environments(projectFiles, null);
  return gatherContext(migration, { imports: importedNames }, settings, environments, readers);
}

/** The state of one module that the migration imports from. */
function stateOf(module: string, files: Readonly<Record<string, string>>): string | undefined {
  return gather(files, { imports: [module] }).modules.get(module)?.state;
}

const plain = { "/p/alembic.ini": ini, "/p/migrations/env.py": "" };

describe("a module that the helper is imported from", () => {
  test("is found in the project, with what its functions take", () => {
    const path = "/p/migrations/utils/safe_enum_addition.py";
    const { modules } = gather(
      { ...plain, [path]: helperSource },
      { imports: ["migrations.utils.safe_enum_addition"] },
    );
    const knowledge = modules.get("migrations.utils.safe_enum_addition");
    expect(knowledge).toMatchObject({ state: "found", path });
    const functions = knowledge?.state === "found" ? knowledge.functions : new Map();
    expect(functions.get("safe_add_enum_value")).toMatchObject({
      positional: 2,
      keywords: new Set(["enum_name", "value", "before", "after", "schema"]),
      anyKeyword: false,
    });
    expect(functions.get("safe_add_multiple_enum_values")).toMatchObject({
      positional: 2,
      keywords: new Set(["enum_name", "values", "schema"]),
      anyKeyword: false,
    });
  });

  test.each([
    ["in a package's __init__", "app.enums", "/p/app/enums/__init__.py"],
    ["in the src folder", "app.enums", "/p/src/app/enums.py"],
    ["beside the environment", "enums", "/p/enums.py"],
    ["in the environment, which env.py may add", "enums", "/p/migrations/enums.py"],
  ])("is found %s", (_, module, path) => {
    expect(stateOf(module, { ...plain, [path]: helperSource })).toBe("found");
  });

  test.each([
    ["prepend_sys_path = lib", "/p/lib/enums.py"],
    ["prepend_sys_path = .:lib", "/p/lib/enums.py"],
    ["prepend_sys_path = ., lib", "/p/lib/enums.py"],
    ["prepend_sys_path = %(here)s/lib", "/p/lib/enums.py"],
    ["prepend_sys_path : lib", "/p/lib/enums.py"],
    ["  # comment\nPREPEND_SYS_PATH = lib", "/p/lib/enums.py"],
    ["path_separator = newline\nprepend_sys_path =\n  .\n  my lib", "/p/my lib/enums.py"],
    ["path_separator = os\nprepend_sys_path = .:my lib", "/p/my lib/enums.py"],
    ["[DEFAULT]\nbase = %(here)s/lib\nprepend_sys_path = %(base)s", "/p/lib/enums.py"],
  ])("is found on the path of %j", (lines, path) => {
    const files = {
      ...plain,
      "/p/alembic.ini": `[alembic]\nscript_location = migrations\n${lines}\n`,
      [path]: helperSource,
    };
    expect(stateOf("enums", files)).toBe("found");
  });

  test.each([
    ["[tool.alembic]\nscript_location = 'migrations'\nprepend_sys_path = ['.', 'lib']\n"],
    ["[tool.alembic]\nscript_location = '%(here)s/migrations'\nprepend_sys_path = ['%(here)s/lib']\n"],
  ])("is found on the path of pyproject.toml %j", (toml) => {
    const files = { "/p/pyproject.toml": toml, "/p/migrations/env.py": "", "/p/lib/enums.py": helperSource };
    expect(stateOf("enums", files)).toBe("found");
  });

  test.each([
    ["a file that is not there in a folder of the project", "migrations.utils.safe_enum_addition", {}],
    ["a name in a package of the project", "app.enums", { "/p/app/__init__.py": "" }],
    ["a name below a module", "app.enums", { "/p/app.py": "" }],
    ["alembic.utils", guidelineModule, {}],
    [
      "alembic.utils with the file under another name",
      guidelineModule,
      { "/p/migrations/utils/safe_enum_addition.py": "" },
    ],
    [
      "alembic.utils, and the path of another package changed",
      guidelineModule,
      { "/p/app/__init__.py": "__path__ = []" },
    ],
    [
      "alembic.utils, and env.py only lists the modules of a package",
      guidelineModule,
      { "/p/migrations/env.py": "for each in pkgutil.iter_modules(app.models.__path__):\n    load(each.name)\n" },
    ],
  ])("is absent: %s", (_, module, files) => {
    expect(stateOf(module, { ...plain, ...files })).toBe("absent");
  });

  test.each([
    ["a package that may be installed from elsewhere", "company_migrations.enums", {}],
    ["a relative import", ".utils.enums", {}],
    ["a module of Alembic", "alembic.util", {}],
    ["a module of an old Alembic", "alembic.compat", {}],
    ["Alembic itself", "alembic", {}],
    ["a compiled module", "app.enums", { "/p/app/enums.cpython-311-x86_64-linux-gnu.so": "" }],
    [
      "a package that changes its path",
      "app.enums",
      { "/p/app/__init__.py": "__path__ = extend_path(__path__, __name__)" },
    ],
    [
      "alembic.utils, and env.py changes the package's path",
      guidelineModule,
      { "/p/migrations/env.py": "alembic.__path__.append(x)" },
    ],
    [
      "alembic.utils, and env.py makes the module",
      guidelineModule,
      { "/p/migrations/env.py": "sys.modules['alembic.utils'] = x" },
    ],
  ])("is unknown: %s", (_, module, files) => {
    expect(stateOf(module, { ...plain, ...files })).toBe("unknown");
  });

  const inAlembic = {
    "/p/alembic.ini": "[alembic]\nscript_location = alembic\nprepend_sys_path = .\n",
    "/p/alembic/env.py": "",
    "/p/alembic/utils/safe_enum_addition.py": helperSource,
  };

  test("is shadowed in a folder called alembic", () => {
    const { modules } = gather(inAlembic, { migration: "/p/alembic/versions/1.py", imports: [guidelineModule] });
    expect(modules.get(guidelineModule)).toEqual({ state: "shadowed", path: "/p/alembic/utils/safe_enum_addition.py" });
  });

  test.each(["/p/alembic/env.py", "/p/sitecustomize.py"])(
    "is found there when %s extends alembic.__path__",
    (script) => {
      const files = { ...inAlembic, [script]: "import alembic\nalembic.__path__.append(here)\n" };
      const { modules } = gather(files, { migration: "/p/alembic/versions/1.py", imports: [guidelineModule] });
      expect(modules.get(guidelineModule)?.state).toBe("found");
    },
  );

  test("is unknown outside of an Alembic environment", () => {
    const context = gather({ "/p/migrations/versions/1.py": "" }, { imports: [guidelineModule] });
    expect(context.modules.get(guidelineModule)).toBeUndefined();
    expect(context.helper).toEqual({ module: guidelineModule, knowledge: { state: "unknown" }, creation: null });
  });
});

describe("a helper that is there", () => {
  test("is not created again", () => {
    const files = { ...plain, "/p/migrations/utils/safe_enum_addition.py": helperSource };
    const { helper } = gather(files, { helperModule: "migrations.utils.safe_enum_addition" });
    expect(helper).toMatchObject({ module: "migrations.utils.safe_enum_addition", creation: null });
    expect(helper.knowledge.state).toBe("found");
  });

  test("is only named in the settings when it is where we would create it", () => {
    const { helper } = gather({ ...plain, "/p/migrations/utils/safe_enum_addition.py": helperSource });
    expect(helper.module).toBe("migrations.utils.safe_enum_addition");
    expect(helper.creation?.changes.map(({ path }) => path)).toEqual(["/p/alembic-guidelines.toml"]);
  });

  test("is not overwritten by something else of that name", () => {
    const { helper } = gather({ ...plain, "/p/migrations/utils/safe_enum_addition.py": "def other(): ...\n" });
    expect(helper.creation).toBeNull();
  });
});

/** Makes the changes of the plan, and checks that they leave nothing to do. */
function repair(files: Readonly<Record<string, string>>, given: Given = {}) {
  const projectFiles = new MemoryFiles(files);
  const { creation } = gather(projectFiles, given).helper;
  if (creation === null) throw new Error("no plan");
  projectFiles.apply(creation.changes);
  const after = gather(projectFiles, { ...given, helperModule: creation.module }).helper;
  expect(after.knowledge.state).toBe("found");
  expect(after.creation).toBeNull();
  const read = (path: string) => projectFiles.readText(path);
  return { module: creation.module, paths: creation.changes.map(({ path }) => path), read };
}

describe("a helper that is missing", () => {
  test("goes into the environment, and its module into pyproject.toml", () => {
    const { module, paths, read } = repair({ ...plain, "/p/pyproject.toml": '[project]\nname = "p"\n' });
    expect(module).toBe("migrations.utils.safe_enum_addition");
    expect(paths).toEqual(["/p/migrations/utils/safe_enum_addition.py", "/p/pyproject.toml"]);
    expect(read("/p/migrations/utils/safe_enum_addition.py")).toBe(helperSource);
    expect(read("/p/pyproject.toml")).toBe(
      '[project]\nname = "p"\n\n[tool.alembic-guidelines]\nhelper-module = "migrations.utils.safe_enum_addition"\n',
    );
  });

  test("goes beside an environment called alembic", () => {
    const { module, paths } = repair(
      { "/p/alembic.ini": ini.replace("migrations", "alembic"), "/p/alembic/env.py": "" },
      { migration: "/p/alembic/versions/1.py" },
    );
    expect(module).toBe("migration_helpers.safe_enum_addition");
    expect(paths).toEqual(["/p/migration_helpers/safe_enum_addition.py", "/p/alembic-guidelines.toml"]);
  });

  test("goes beside an environment whose folder can't be imported", () => {
    const { module } = repair(
      { "/p/alembic.ini": ini.replace("migrations", "db-migrations"), "/p/db-migrations/env.py": "" },
      { migration: "/p/db-migrations/versions/1.py" },
    );
    expect(module).toBe("migration_helpers.safe_enum_addition");
  });

  test("goes where the settings want it, when that can be imported", () => {
    const files = { ...plain, "/p/app/__init__.py": "", "/p/app/db/__init__.py": "" };
    const { module, paths } = repair(files, { helperModule: "app.db.enums" });
    expect(module).toBe("app.db.enums");
    expect(paths).toEqual(["/p/app/db/enums.py"]);
  });

  test("makes utils a package in a package", () => {
    const files = {
      "/p/alembic.ini": "[alembic]\nscript_location = src/app/migrations\nprepend_sys_path = src\n",
      "/p/src/app/__init__.py": "",
      "/p/src/app/migrations/__init__.py": "",
      "/p/src/app/migrations/env.py": "",
    };
    const { module, paths } = repair(files, { migration: "/p/src/app/migrations/versions/1.py" });
    expect(module).toBe("app.migrations.utils.safe_enum_addition");
    expect(paths).toContain("/p/src/app/migrations/utils/__init__.py");
  });

  test("does not import the project's packages under a second name", () => {
    const files = {
      "/p/alembic.ini": "[alembic]\nscript_location = src/app/migrations\nprepend_sys_path = .\n",
      "/p/src/app/__init__.py": "",
      "/p/src/app/migrations/env.py": "",
    };
    const { module } = repair(files, { migration: "/p/src/app/migrations/versions/1.py" });
    expect(module).toBe("migration_helpers.safe_enum_addition");
  });

  test("goes into the package that script_location names, though the folder around it is none", () => {
    const files = {
      "/p/alembic.ini": "[alembic]\nscript_location = shop.server:migrations\n",
      "/p/shop/server/__init__.py": "",
      "/p/shop/server/migrations/__init__.py": "",
      "/p/shop/server/migrations/env.py": "",
    };
    const { module, paths } = repair(files, { migration: "/p/shop/server/migrations/versions/1.py" });
    expect(module).toBe("shop.server.migrations.utils.safe_enum_addition");
    // Alembic has imported the package itself: nothing is missing on the path.
    expect(paths).not.toContain("/p/alembic.ini");
  });

  test("does not go into a package that a module's file hides", () => {
    const { module } = repair({ ...plain, "/p/migrations/utils.py": "" });
    expect(module).toBe("migration_helpers.safe_enum_addition");
  });

  test.each([
    ["relative, as script_location is", "/p/alembic.ini", "script_location = migrations", "prepend_sys_path = ."],
    [
      "fixed, as script_location is",
      "/p/alembic.ini",
      "script_location = %(here)s/migrations",
      "prepend_sys_path = %(here)s",
    ],
    ["after a value of two lines", "/p/alembic.ini", "script_location =\n  migrations", "prepend_sys_path = ."],
  ])("has its folder put on Python's path: %s", (_, path, location, added) => {
    const before = `# ours\n[alembic]\n${location}\n# prepend_sys_path = x\n\n[loggers]\nkeys = root\n`;
    const { paths, read } = repair({ [path]: before, "/p/migrations/env.py": "" });
    expect(paths).toContain(path);
    expect(read(path)).toBe(before.replace(location, `${location}\n${added}`));
  });

  test("has its folder put on Python's path: of the source folder", () => {
    const files = {
      "/p/alembic.ini": "[alembic]\r\nscript_location = src/app/migrations\r\n",
      "/p/src/app/__init__.py": "",
      "/p/src/app/migrations/env.py": "",
    };
    const { module, read } = repair(files, { migration: "/p/src/app/migrations/versions/1.py" });
    expect(module).toBe("app.migrations.utils.safe_enum_addition");
    expect(read("/p/alembic.ini")).toBe(
      "[alembic]\r\nscript_location = src/app/migrations\r\nprepend_sys_path = src\r\n",
    );
  });

  test("has its folder put on Python's path: in Flask-Migrate's configuration", () => {
    const files = { "/p/migrations/alembic.ini": "[alembic]\n# nothing\n", "/p/migrations/env.py": "" };
    const { module, paths, read } = repair(files);
    expect(module).toBe("migrations.utils.safe_enum_addition");
    expect(read("/p/migrations/alembic.ini")).toBe("[alembic]\nprepend_sys_path = %(here)s/..\n# nothing\n");
    expect(paths).toContain("/p/alembic-guidelines.toml");
  });

  test("has its folder put on Python's path, and its module in the settings, in one change of pyproject.toml", () => {
    const toml = '[tool.alembic]\nscript_location = "%(here)s/migrations"\n';
    const { paths, read } = repair({ "/p/pyproject.toml": toml, "/p/migrations/env.py": "" });
    expect(paths).toEqual(["/p/migrations/utils/safe_enum_addition.py", "/p/pyproject.toml"]);
    expect(read("/p/pyproject.toml")).toBe(
      `[tool.alembic]
prepend_sys_path = ["%(here)s"]
script_location = "%(here)s/migrations"

[tool.alembic-guidelines]
helper-module = "migrations.utils.safe_enum_addition"
`,
    );
  });

  const written = 'helper-module = "migrations.utils.safe_enum_addition"';
  test.each([
    [
      "pyproject.toml",
      "[tool.alembic-guidelines]\nexclude = []\n",
      `[tool.alembic-guidelines]\n${written}\nexclude = []\n`,
    ],
    [
      "pyproject.toml",
      "[tool.alembic-guidelines]\nhelper-module = 'a.b' # why\n",
      `[tool.alembic-guidelines]\n${written} # why\n`,
    ],
    [
      "pyproject.toml",
      "[project]\r\nname = 'p'",
      `[project]\r\nname = 'p'\r\n\r\n[tool.alembic-guidelines]\r\n${written}\r\n`,
    ],
    ["pyproject.toml", "", `[tool.alembic-guidelines]\n${written}\n`],
    ["alembic-guidelines.toml", "exclude = []\n", `${written}\nexclude = []\n`],
    ["alembic-guidelines.toml", "", `${written}\n`],
  ])("is named in %s %j", (name, before, after) => {
    const { read } = repair({ ...plain, [`/p/${name}`]: before });
    expect(read(`/p/${name}`)).toBe(after);
  });

  test.each([
    ["/p/one/alembic.ini", "/p/one/migrations"],
    ["/p/one/migrations/alembic.ini", "/p/one/migrations"],
  ])("is named beside %s, not in the pyproject.toml above, which another environment shares", (config, environment) => {
    const { paths } = repair(
      {
        "/p/.git/HEAD": "",
        "/p/pyproject.toml": "[project]\n",
        [config]: config.startsWith(environment) ? "[alembic]\n" : ini,
        [`${environment}/env.py`]: "",
      },
      { migration: `${environment}/versions/1.py` },
    );
    expect(paths).toContain("/p/one/alembic-guidelines.toml");
    expect(paths).not.toContain("/p/pyproject.toml");
  });

  const locations = (lines: string) => `[alembic]\nscript_location = mig\nprepend_sys_path = .\n${lines}`;
  const toml = '[tool.alembic]\nscript_location = "%(here)s/mig"\nprepend_sys_path = ["."]\nversion_locations = ';
  test.each([
    ["alembic.ini", locations("version_locations = %(here)s/app/versions\n")],
    ["alembic.ini", locations("version_locations = mig/versions, app/versions\n")],
    ["alembic.ini", locations("version_path_separator = os\nversion_locations = mig/versions:app/versions\n")],
    ["alembic.ini", locations("path_separator = newline\nversion_locations =\n  mig/versions\n  app/versions\n")],
    ["alembic.ini", locations("version_locations = app:versions\n")],
    ["pyproject.toml", `${toml}["mig/versions", "%(here)s/app/versions"]\n`],
  ])("is created for migrations that lie elsewhere, as version_locations says in %s %j", (name, text) => {
    const files = { [`/p/${name}`]: text, "/p/mig/env.py": "" };
    expect(repair(files, { migration: "/p/app/versions/1.py" }).module).toBe("mig.utils.safe_enum_addition");
    expect(gather(files, { migration: "/p/app/other/1.py" }).helper.creation).toBeNull();
  });

  test("is named in the file that our settings come from, not in a nearer pyproject.toml", () => {
    const migration = "/p/service/migrations/versions/1.py";
    const files = {
      "/p/.git/HEAD": "",
      "/p/pyproject.toml": "[tool.alembic-guidelines]\n",
      "/p/service/pyproject.toml": "[project]\n",
      "/p/service/alembic.ini": ini,
      "/p/service/migrations/env.py": "",
    };
    expect(repair(files, { migration }).paths).toContain("/p/pyproject.toml");
  });

  test.each([
    ["no configuration points to the environment", { "/p/migrations/env.py": "" }],
    ["pyproject.toml is broken", { ...plain, "/p/pyproject.toml": "[tool.alembic-guidelines\n" }],
    [
      "our table is written in a way that can't be edited",
      { ...plain, "/p/pyproject.toml": "tool = { alembic-guidelines = {} }\n" },
    ],
    ["the path's folders are not there", { ...plain, "/p/alembic.ini": ini.replace("= .", "= nowhere") }],
  ])("has no plan when %s", (_, files) => {
    expect(gather(files).helper).toMatchObject({
      module: guidelineModule,
      knowledge: { state: "absent" },
      creation: null,
    });
  });
});

describe("migrations beside one that has no environment", () => {
  const migration = "/p/plugin/migrations/2.py";
  const script = 'revision = "a"\ndown_revision = None\n';

  test("are known to be there", () => {
    const files = { [migration]: script, "/p/plugin/migrations/1.py": script, "/p/plugin/migrations/__init__.py": "" };
    expect(gather(files, { migration }).unreadNeighbours).toBe(true);
  });

  test("are not what is no migration", () => {
    const files = { [migration]: script, "/p/plugin/migrations/helper.py": "", "/p/plugin/migrations/1.sql": script };
    expect(gather(files, { migration }).unreadNeighbours).toBe(false);
  });

  test("are read where there is one", () => {
    const files = { ...plain, "/p/migrations/versions/1.py": script, "/p/migrations/versions/2.py": script };
    expect(gather(files).unreadNeighbours).toBe(false);
  });
});
