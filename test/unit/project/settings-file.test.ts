import { describe, expect, it } from "vitest";
import { isModuleName } from "../../../server/src/project/module-name.ts";
import { settingDefinitions } from "../../../server/src/project/setting-definitions.ts";
import { readSettings, SettingsError, SettingsFinder, settingsFor } from "../../../server/src/project/settings-file.ts";
import { defaultSettings } from "../../../server/src/settings.ts";

const finder = (files: Readonly<Record<string, string>>) =>
  new SettingsFinder({ readText: (path) => files[path] ?? null, isFile: (path) => path in files });
const table = (module: string) => `[tool.alembic-guidelines]\nhelper-module = "${module}"\n`;

describe("the settings of a folder", () => {
  it("come from the nearest file that speaks of us", () => {
    const found = finder({
      "/repo/pyproject.toml": table("outer"),
      "/repo/app/pyproject.toml": table("inner"),
      "/repo/app/migrations/pyproject.toml": "[tool.black]\n",
    });
    expect(found.find("/repo/app/migrations/versions")).toEqual({
      file: "/repo/app/pyproject.toml",
      helperModule: "inner",
    });
    expect(found.find("/repo/other")?.helperModule).toBe("outer");
    expect(found.find("/elsewhere")).toBeNull();
  });

  it("come from alembic-guidelines.toml before pyproject.toml", () => {
    const found = finder({
      "/repo/pyproject.toml": table("pyproject"),
      "/repo/alembic-guidelines.toml": 'helper-module = "own"\nenum-accept-if-not-exists = true\nexclude = ["old"]\n',
    });
    expect(found.find("/repo")).toEqual({
      file: "/repo/alembic-guidelines.toml",
      helperModule: "own",
      enumAcceptIfNotExists: true,
      exclude: ["old"],
    });
  });

  it("are read once, and their error is thrown each time", () => {
    let reads = 0;
    const found = new SettingsFinder({
      readText: (path) => {
        if (path !== "/repo/pyproject.toml") return null;
        reads++;
        return "[tool.alembic-guidelines]\nexclude = 1\n";
      },
      isFile: () => false,
    });
    expect(() => found.find("/repo/a")).toThrow("/repo/pyproject.toml:2: exclude must be a list of glob patterns");
    expect(() => found.find("/repo/b")).toThrow(SettingsError);
    expect(reads).toBe(1);
  });
});

const complete = `preset = "essential"
rules = { enum-add-one-by-one = "off", enum-add-without-helper = "error" }
postgres-version = 15
alembic-version = "1.13.3"
sqlalchemy-version = "2.0"
helper-module = "app.enums"
known-schemas = ["public", "app"]
start-after = "a1b2"
exclude = ["old/**"]
enum-accept-if-not-exists = true
guard-style = "do-block"
offline-sql = true
`;

describe("a settings file", () => {
  const all = {
    file: "/alembic-guidelines.toml",
    preset: "essential",
    severities: new Map([
      ["enum-add-one-by-one", "off"],
      ["enum-add-without-helper", "error"],
    ]),
    postgresVersion: 15,
    alembicVersion: "1.13.3",
    sqlalchemyVersion: "2.0.0",
    helperModule: "app.enums",
    knownSchemas: ["public", "app"],
    startAfter: ["a1b2"],
    exclude: ["old/**"],
    enumAcceptIfNotExists: true,
    guardStyle: "do-block",
    offlineSql: true,
  };

  it("may set everything", () => {
    expect(readSettings("/alembic-guidelines.toml", complete)).toEqual(all);
    expect(Object.keys(all).slice(1).sort()).toEqual(Object.keys(settingDefinitions).sort());
  });

  const others: readonly (readonly [string, object])[] = [
    ['postgres-version = "16"', { postgresVersion: 16 }],
    ['start-after = ["a", "b"]', { startAfter: ["a", "b"] }],
    ["start-after = []", { startAfter: [] }],
    ["known-schemas = []", { knownSchemas: [] }],
    ['preset = "all"', { preset: "all" }],
    ['alembic-version = "1.16.0b1"', { alembicVersion: "1.16.0" }],
    ["", {}],
  ];
  it.each(others)("may say %s", (text, settings) => {
    const file = "/alembic-guidelines.toml";
    expect(readSettings(file, `${text}\n`)).toEqual({ file, ...settings });
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['[tool]\nalembic-guidelines = "x"\n', "2: tool.alembic-guidelines must be a table"],
    ["[tool.alembic-guidelines]\n\nhelper-module = true\n", "3: helper-module must be a Python module's dotted name"],
    ['[tool.alembic-guidelines]\nhelper-module = "a b"\n', "2: helper-module must be a Python module's dotted name"],
    [
      "[tool.alembic-guidelines]\nenum-accept-if-not-exists = 1\n",
      "2: enum-accept-if-not-exists must be true or false",
    ],
    ['# exclude\n[tool.alembic-guidelines]\nexclude = ["a", 1]\n', "3: exclude must be a list of glob patterns"],
    ["[tool.alembic-guidelines]\noffline-sql = 'yes'\n", "2: offline-sql must be true or false"],
    ["[tool.alembic-guidelines]\nknown-schemas = 'app'\n", "2: known-schemas must be a list of schema names"],
    ["[tool.alembic-guidelines]\nstart-after = [1]\n", "2: start-after must be a revision's id, or a list of them"],
    ["[tool.alembic-guidelines]\nstart-after = ''\n", "2: start-after must be a revision's id, or a list of them"],
    ["[tool.alembic-guidelines]\npreset = 'strict'\n", "2: preset must be one of essential, guidelines, all"],
    ["[tool.alembic-guidelines]\nguard-style = true\n", "2: guard-style must be one of guideline, do-block"],
    ...["'15.4'", "9", "15.5", "true", "''"].map((version): [string, string] => [
      `[tool.alembic-guidelines]\npostgres-version = ${version}\n`,
      "2: postgres-version must be a major version of PostgreSQL, like 15",
    ]),
    ...["1.13", "'>=1.13'", "'1.x'", "''"].map((version): [string, string] => [
      `[tool.alembic-guidelines]\nalembic-version = ${version}\n`,
      '2: alembic-version must be a version in quotes, like "1.13.3"',
    ]),
    [
      "[tool.alembic-guidelines]\nhelper_module = 'a'\n",
      "2: no setting is named 'helper_module'; did you mean 'helper-module'\\?",
    ],
    ["[tool.alembic-guidelines]\nx = 1\n", "2: no setting is named 'x'"],
    ["[tool.alembic-guidelines.rules]\nx = 1\n", "2: no rule is named 'x'"],
    ["a = 1\na = 2\n", "2: Invalid TOML document: trying to redefine an already defined table or value"],
  ];
  it.each(wrong)("with %j is refused with its line", (text, problem) => {
    expect(() => readSettings("/pyproject.toml", text)).toThrow(new RegExp(`^/pyproject\\.toml:${problem}$`));
  });

  const lines: readonly (readonly [where: string, text: string, line: number])[] = [
    ["after a comment that names it", "# exclude\n\n# exclude = 1\nexclude = 1\n", 4],
    ["after a longer key that holds its name", "enum-accept-if-not-exists = true\nx-exclude = 1\n", 2],
    ["after a text that names it", 'helper-module = """\\\nexclude"""\nexclude = 1\n', 3],
    ["in quotes", '"exclude" = 1\n', 1],
    ["with its value on other lines", 'exclude = [ # all\n  "a",\n  1\n]\n', 1],
    ["as a rule in an inline table", "preset = 'all'\nrules = { enum-add-one-by-one = 'no' }\n", 2],
    ["as a rule in a table of its own", "[rules]\nunused-suppression = 'off'\nenum-add-one-by-one = 'no'\n", 3],
    ["as a rule after a dot", "preset = 'all'\nrules.enum-add-one-by-one = 'no'\n", 2],
    ["with carriage returns", "preset = 'all'\r\n\r\nexclude = 1\r\n", 3],
  ];
  it.each(lines)("is refused with the line of what is wrong, %s", (_, text, line) => {
    expect(() => readSettings("/alembic-guidelines.toml", text)).toThrow(expect.objectContaining({ line }));
  });

  it("may hold other tools' tables, whose keys are not ours", () => {
    expect(readSettings("/pyproject.toml", "[tool.black]\nx = 1\n")).toBeNull();
    const text = "[tool.black]\nexclude = 1\n[tool.alembic-guidelines]\nexclude = 1\n";
    expect(() => readSettings("/pyproject.toml", text)).toThrow("/pyproject.toml:4: exclude must be");
  });
});

describe("settingsFor", () => {
  it("takes what the file leaves out from the fallback", () => {
    const fallback = { ...defaultSettings, helperModule: "fallback" };
    expect(settingsFor(null, fallback)).toEqual(fallback);
    const file = readSettings("/alembic-guidelines.toml", "enum-accept-if-not-exists = true\n");
    expect(settingsFor(file, fallback)).toEqual({ ...fallback, enumAcceptIfNotExists: true });
  });
});

describe("isModuleName", () => {
  it.each(["a", "alembic.utils.safe_enum_addition", "_x.y2", "hélfer.größe"])("takes %s", (name) => {
    expect(isModuleName(name)).toBe(true);
  });
  it.each(["", ".", "a.", ".a", "a..b", "2a", "a-b", "a b", "a.b\n", 3, null])("refuses %j", (name) => {
    expect(isModuleName(name)).toBe(false);
  });
});
