import { describe, expect, test } from "vitest";
import { environmentsIn, findEnvironment } from "../../../server/src/project/environment.ts";
import { versionScripts } from "../../../server/src/project/version-scripts.ts";
import { liesInVersionsFolder } from "../../../server/src/project/versions-folder.ts";
import { MemoryFiles } from "../../memory-files.ts";

/** A repository in /app whose environment is in /app/migrations. */
function repository(files: Readonly<Record<string, string>>): MemoryFiles {
  return new MemoryFiles({ "/app/.git/HEAD": "", "/app/migrations/env.py": "", ...files });
}

function locations(files: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  return environmentsIn("/app/migrations", repository(files)).map(({ versionLocations }) => versionLocations);
}

const ini = (...lines: readonly string[]) => ["[alembic]", "script_location = migrations", ...lines, ""].join("\n");
const toml = (...lines: readonly string[]) =>
  ["[tool.alembic]", 'script_location = "%(here)s/migrations"', ...lines, ""].join("\n");

describe("version locations", () => {
  // What Alembic 1.8.1 knows is compared with it, in test/database/version-scripts.test.ts.
  test("are the folder versions where nothing says otherwise", () => {
    expect(locations({})).toEqual([["/app/migrations/versions"]]);
    expect(locations({ "/app/alembic.ini": ini() })).toEqual([["/app/migrations/versions"]]);
  });

  test("are separated as path_separator says, since Alembic 1.16", () => {
    const written = ini("version_locations = one two:three", "path_separator = os", "version_path_separator = space");
    expect(locations({ "/app/alembic.ini": written })).toEqual([["/app/one two", "/app/three"]]);
  });

  test("may be on lines of their own", () => {
    const written = ini("version_locations =", "    one", "    two words", "path_separator = newline");
    expect(locations({ "/app/alembic.ini": written })).toEqual([["/app/one", "/app/two words"]]);
  });

  test("are a list in [tool.alembic]", () => {
    const written = toml('version_locations = ["%(here)s/one", "two words"]');
    expect(locations({ "/app/pyproject.toml": written })).toEqual([["/app/one", "/app/two words"]]);
  });

  test("of [tool.alembic] count where the ini file has none", () => {
    const written = toml('version_locations = ["one"]');
    const files = { "/app/pyproject.toml": written, "/app/alembic.ini": "[alembic]\nsqlalchemy.url = x\n" };
    expect(locations(files)).toEqual([["/app/one"]]);
  });

  test("of a package are where the package is", () => {
    const files = { "/app/alembic.ini": ini("version_locations = lib.db:v"), "/app/src/lib/db/v/a.py": "" };
    expect(locations(files)).toEqual([["/app/src/lib/db/v"]]);
  });

  test("of Flask-Migrate, whose file lies beside env.py and names no folder", () => {
    expect(locations({ "/app/migrations/alembic.ini": "[alembic]\n" })).toEqual([["/app/migrations/versions"]]);
  });

  test("of a file for alembic -c", () => {
    expect(locations({ "/app/other.ini": ini("version_locations = one") })).toEqual([["/app/one"]]);
  });

  test("are none of ours where a configuration means another environment", () => {
    const written = "[alembic]\nscript_location = elsewhere\nversion_locations = one\n";
    expect(locations({ "/app/alembic.ini": written })).toEqual([["/app/migrations/versions"]]);
  });
});

describe("sections that share env.py", () => {
  const written = `[DEFAULT]
script_location = migrations

[loggers]
keys = root

[one]
version_locations = one

[two]
version_locations = two

[two_again]
version_locations = two
`;
  const files = repository({ "/app/alembic.ini": written, "/app/one/a.py": "", "/app/two/b.py": "" });

  test("are an environment for each set of locations", () => {
    const environments = environmentsIn("/app/migrations", files);
    expect(environments.map(({ config, versionLocations }) => [config?.section, ...versionLocations])).toEqual([
      ["one", "/app/one"],
      ["two", "/app/two"],
    ]);
    expect(new Set(environments.map(({ id }) => id)).size).toBe(2);
  });

  test("each own the migrations in their locations", () => {
    expect(findEnvironment("/app/two/b.py", files)?.config?.section).toBe("two");
    expect(findEnvironment("/app/one/new.py", files)?.config?.section).toBe("one");
    expect(findEnvironment("/app/three/new.py", files)).toBeNull();
  });
});

describe("recursive_version_locations", () => {
  const scripts = { "/app/migrations/versions/a.py": "", "/app/migrations/versions/2024/05/b.py": "" };

  test.each([
    ["alembic.ini", { "/app/alembic.ini": ini("recursive_version_locations = true") }],
    ["pyproject.toml", { "/app/pyproject.toml": toml("recursive_version_locations = true") }],
  ])("in %s takes in the folders below", (_file, config) => {
    const files = repository({ ...scripts, ...config, "/app/migrations/versions/__pycache__/c.py": "" });
    const environment = findEnvironment("/app/migrations/versions/2024/05/b.py", files);
    expect(environment && versionScripts(environment, files)).toEqual([
      "/app/migrations/versions/a.py",
      "/app/migrations/versions/2024/05/b.py",
    ]);
  });

  test("left out, leaves them out", () => {
    const files = repository({ ...scripts, "/app/alembic.ini": ini("recursive_version_locations = false") });
    const environment = findEnvironment("/app/migrations/versions/a.py", files);
    expect(environment && versionScripts(environment, files)).toEqual(["/app/migrations/versions/a.py"]);
  });
});

test("a migration is known by its place below the version locations or the folder versions", () => {
  const files = repository({ "/app/alembic.ini": ini("version_locations = %(here)s/one") });
  const lies = (path: string) => {
    const environment = findEnvironment(path, files);
    return environment !== null && liesInVersionsFolder(path, environment);
  };
  expect(lies("/app/one/a.py")).toBe(true);
  expect(lies("/app/one/below/a.py")).toBe(true);
  expect(lies("/app/migrations/versions/a.py")).toBe(true);
  expect(lies("/app/migrations/a.py")).toBe(false);
  expect(lies("/app/two/a.py")).toBe(false);
});

describe("a configuration for `alembic -c`, whose paths start from another folder than its own", () => {
  test.each([
    ["beside env.py", "migrations/alembic.ini", "migrations"],
    ["in conf", "conf/alembic.ini", "migrations"],
    ["below configs", "configs/server/production.ini", "migrations"],
    ["below env.py, of a container", "migrations/alembic.ini", "/srv/app/migrations"],
  ])("%s", (_, file, location) => {
    const written = `[alembic]\nscript_location = ${location}\nsqlalchemy.url = x\n`;
    const [environment] = environmentsIn("/app/migrations", repository({ [`/app/${file}`]: written }));
    expect(environment?.config?.file).toBe(`/app/${file}`);
  });

  test("puts the project's folder on Python's path, not its own", () => {
    const written = ini("prepend_sys_path = .");
    const [environment] = environmentsIn("/app/migrations", repository({ "/app/conf/alembic.ini": written }));
    expect(environment?.config?.importFolders).toEqual(["/app"]);
  });

  test("does not count where another one means the environment as it stands", () => {
    const files = repository({ "/app/conf/alembic.ini": ini(), "/app/alembic.ini": ini("version_locations = one") });
    const found = environmentsIn("/app/migrations", files);
    expect(found.map(({ versionLocations }) => versionLocations)).toEqual([["/app/one"]]);
  });

  test("of a package, from the folder that the package is in", () => {
    const files = new MemoryFiles({
      "/app/.git/HEAD": "",
      "/app/shop/db/env.py": "",
      "/app/shop/alembic.ini": "[alembic]\nscript_location = shop:db\n",
    });
    expect(environmentsIn("/app/shop/db", files).map(({ config }) => config?.from)).toEqual(["/app"]);
  });
});
