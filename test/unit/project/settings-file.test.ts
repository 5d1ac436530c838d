import { describe, expect, it } from "vitest";
import {
  isModuleName,
  readSettings,
  SettingsError,
  SettingsFinder,
  settingsFor,
} from "../../../server/src/project/settings-file.ts";
import { defaultSettings } from "../../../server/src/settings.ts";

const finder = (files: Readonly<Record<string, string>>) => new SettingsFinder((path) => files[path] ?? null);
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
      enumAcceptIfNotExists: undefined,
      severities: undefined,
      exclude: [],
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
    const found = new SettingsFinder((path) => {
      if (path !== "/repo/pyproject.toml") return null;
      reads++;
      return "[tool.alembic-guidelines]\nexclude = 1\n";
    });
    expect(() => found.find("/repo/a")).toThrow("/repo/pyproject.toml:2: exclude must be a list of glob patterns");
    expect(() => found.find("/repo/b")).toThrow(SettingsError);
    expect(reads).toBe(1);
  });
});

describe("a settings file", () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['[tool]\nalembic-guidelines = "x"\n', "2: tool.alembic-guidelines must be a table"],
    ["[tool.alembic-guidelines]\n\nhelper-module = true\n", "3: helper-module must be a Python module's dotted name"],
    ['[tool.alembic-guidelines]\nhelper-module = "a b"\n', "2: helper-module must be a Python module's dotted name"],
    [
      "[tool.alembic-guidelines]\nenum-accept-if-not-exists = 1\n",
      "2: enum-accept-if-not-exists must be true or false",
    ],
    ['# exclude\n[tool.alembic-guidelines]\nexclude = ["a", 1]\n', "3: exclude must be a list of glob patterns"],
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

  it("may hold other tools' tables", () => {
    expect(readSettings("/pyproject.toml", "[tool.black]\nx = 1\n")).toBeNull();
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
