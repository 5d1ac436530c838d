import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureDebianPackages } from "../../scripts/setup/debian.mjs";
import { findEnvironments } from "../../server/src/project/find-environments.ts";
import { nodeFiles } from "../../server/src/project/node-files.ts";
import { versionScripts } from "../../server/src/project/version-scripts.ts";
import { debianPython } from "./driver.ts";

interface Layout {
  readonly story: string;
  /** Of `alembic.ini`. */
  readonly ini: string;
  readonly sections?: readonly string[];
  readonly scripts: readonly string[];
  /** Links, by their path, to where they lead. */
  readonly links?: Readonly<Record<string, string>>;
}

const layouts: readonly Layout[] = [
  {
    story: "the folder versions",
    ini: "[alembic]\nscript_location = migrations\n",
    scripts: ["migrations/versions/a.py", "migrations/versions/older/b.py"],
  },
  {
    story: "files that are no scripts by their names",
    ini: "[alembic]\nscript_location = migrations\n",
    scripts: [
      "migrations/versions/a.py",
      "migrations/versions/.#b.py",
      "migrations/versions/__init__.py",
      "migrations/versions/__init__2.py",
      "migrations/versions/c.pyi",
      "migrations/versions/.d.py",
    ],
  },
  {
    story: "version_locations with spaces between them",
    ini: "[alembic]\nscript_location = migrations\nversion_locations = one two/versions  %(here)s/three\n",
    scripts: ["one/a.py", "two/versions/b.py", "three/c.py", "migrations/versions/d.py"],
  },
  {
    story: "version_locations with commas between them",
    ini: "[alembic]\nscript_location = migrations\nversion_locations = one, two,three\n",
    scripts: ["one/a.py", "two/b.py", "three/c.py"],
  },
  {
    story: "version_path_separator = os",
    ini: "[alembic]\nscript_location = migrations\nversion_locations = %(here)s/one two:%(here)s/three\nversion_path_separator = os\n",
    scripts: ["one two/a.py", "three/b.py"],
  },
  {
    story: "version_path_separator = ;",
    ini: "[alembic]\nscript_location = migrations\nversion_locations = one;two\nversion_path_separator = ;\n",
    scripts: ["one/a.py", "two/b.py"],
  },
  {
    story: "version_path_separator = space",
    ini: "[alembic]\nscript_location = migrations\nversion_locations = one two\nversion_path_separator = space\n",
    scripts: ["one/a.py", "two/b.py"],
  },
  {
    story: "folders of a package",
    ini: "[alembic]\nscript_location = app.db:migrations\nversion_locations = app.db:migrations/versions app:more\nprepend_sys_path = .\n",
    scripts: ["app/__init__.py", "app/db/__init__.py", "app/db/migrations/versions/a.py", "app/more/b.py"],
  },
  {
    story: "named sections, each with its own folder",
    ini: "[one]\nscript_location = first\n\n[two]\nscript_location = second\n",
    sections: ["one", "two"],
    scripts: ["first/versions/a.py", "second/versions/b.py"],
  },
  {
    story: "named sections that share env.py",
    ini: "[DEFAULT]\nscript_location = migrations\n\n[one]\nversion_locations = %(here)s/one\n\n[two]\nversion_locations = %(here)s/two\n",
    sections: ["one", "two"],
    scripts: ["one/a.py", "two/b.py"],
  },
  {
    story: "a script that a link leads to a second time",
    ini: "[alembic]\nscript_location = migrations\n",
    scripts: ["migrations/versions/a.py"],
    links: { "migrations/versions/z.py": "a.py" },
  },
  {
    story: "a folder that is listed twice",
    ini: "[alembic]\nscript_location = migrations\nversion_locations = one one two\n",
    scripts: ["one/a.py", "two/b.py"],
    links: {},
  },
  {
    story: "versions behind a link, with a ring of links in it",
    ini: "[alembic]\nscript_location = migrations\n",
    scripts: ["elsewhere/a.py"],
    links: { "migrations/versions": "../elsewhere", "elsewhere/ring": "../elsewhere", "elsewhere/self": "self" },
  },
];

/** Prints which files Alembic loads, for each call of `[folder, section]`. */
const program = `
import json, os, sys, warnings
from alembic.config import Config
from alembic.script import ScriptDirectory
warnings.simplefilter("ignore")
answers = []
for folder, section in json.load(sys.stdin):
    os.chdir(folder)
    kept = list(sys.path)
    for name in [name for name in sys.modules if name.split(".")[0] == "app"]:
        del sys.modules[name]
    script = ScriptDirectory.from_config(Config("alembic.ini", ini_section=section))
    answers.append(sorted(os.path.realpath(each.path) for each in script.walk_revisions()))
    sys.path[:] = kept
json.dump(answers, sys.stdout)
`;

let root = "";

beforeAll(async () => {
  await ensureDebianPackages(["alembic"]);
  root = realpathSync(mkdtempSync(join(tmpdir(), "alembic-guidelines-locations-")));
});

afterAll(() => rmSync(root, { recursive: true }));

test("the scripts of each environment are those that Alembic loads", async () => {
  const calls = layouts.flatMap((layout, index) => {
    const folder = join(root, String(index));
    write(folder, layout);
    return (layout.sections ?? ["alembic"]).map((section) => ({ layout, folder, section }));
  });
  const input = JSON.stringify(calls.map(({ folder, section }) => [folder, section]));
  const answers: unknown = JSON.parse(execFileSync(debianPython, ["-c", program], { input, encoding: "utf8" }));
  if (!Array.isArray(answers)) throw new Error("the program gave no list");
  for (const [index, { layout, folder, section }] of calls.entries()) {
    const environments = await findEnvironments(folder, nodeFiles);
    const environment = environments.find(({ config }) => config?.section === section);
    const scripts = environment === undefined ? [] : versionScripts(environment, nodeFiles);
    const real = scripts.map((path) => realpathSync(path));
    const named = (paths: readonly string[]) => paths.map((path) => relative(folder, path)).sort();
    expect({ layout: layout.story, section, scripts: named(real) }).toEqual({
      layout: layout.story,
      section,
      scripts: named(answers[index]),
    });
    expect(answers[index].length, layout.story).toBeGreaterThan(0);
  }
});

function write(folder: string, { ini, scripts, links = {} }: Layout): void {
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put("alembic.ini", ini);
  const environments = [...ini.matchAll(/script_location = (?:app\.(db):)?(\w+)/g)];
  for (const [, inPackage, name] of environments) {
    put(join(inPackage === undefined ? "" : "app/db", name ?? "", "env.py"), "from alembic import context\n");
  }
  for (const [index, script] of scripts.entries()) {
    put(script, script.endsWith("__init__.py") ? "" : `revision = "r${index}"\ndown_revision = None\n`);
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path));
  }
}
