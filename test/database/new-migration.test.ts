import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ensureDebianPackages } from "../../scripts/setup/debian.mjs";
import { revisionFileName } from "../../server/src/project/new-migration/revision-file-name.ts";
import { fillTemplate } from "../../server/src/project/new-migration/revision-template.ts";
import { debianPython } from "./driver.ts";

let folder: string;

// Its generic template is the one that most projects have.
beforeAll(() => ensureDebianPackages(["alembic"]));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-new-"));
  alembic("init", "migrations");
});

afterEach(() => rmSync(folder, { recursive: true }));

function alembic(...args: readonly string[]): void {
  execFileSync(debianPython, ["-m", "alembic", ...args], { cwd: folder, stdio: "pipe" });
}

/** What `alembic revision` writes, with its time taken out. */
function written(
  revision: string,
  message: string,
  command: readonly string[] = ["revision"],
): { readonly name: string; readonly text: string } {
  alembic(...command, "--rev-id", revision, "-m", message);
  const versions = join(folder, "migrations/versions");
  const name = readdirSync(versions).find((file) =>
    readFileSync(join(versions, file), "utf8").includes(`: ${revision}\n`),
  );
  if (name === undefined) throw new Error("alembic has written nothing");
  return { name, text: readFileSync(join(versions, name), "utf8").replace(timestamp, "TIME") };
}

const timestamp = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+/;

function filled(revision: string, parent: string | readonly string[] | null, message: string): string {
  const template = readFileSync(join(folder, "migrations/script.py.mako"), "utf8");
  return fillTemplate(template, { message, up_revision: revision, down_revision: parent, create_date: "TIME" });
}

describe("a new migration", () => {
  it("is what alembic revision writes from Alembic's own template", () => {
    expect(filled("0001", null, "First")).toBe(written("0001", "First").text);
    expect(filled("0002", "0001", 'Second: it\'s "quoted"')).toBe(written("0002", 'Second: it\'s "quoted"').text);
  });

  it("is what alembic merge writes, where it follows several", () => {
    const alone = ["revision", "--head", "base", "--splice"];
    for (const id of ["0001", "a'b", "c"]) written(id, id, alone);
    const parents = ["c", "0001", "a'b"];
    expect(filled("merged", parents, "All")).toBe(written("merged", "All", ["merge", ...parents]).text);
  });

  it("is what it writes from a template with conditions, comments and annotations", () => {
    const template = `"""\${message}

Revises: \${down_revision | comma,n}
Revision ID: \${up_revision}
"""
## Not for the migration
from alembic import op
\${imports if imports else ""}
% if not down_revision:
FIRST = True
% else:
FIRST = False
% endif
    % if branch_labels:
labels = \${repr(branch_labels)}
    % endif
revision: str = \${repr(up_revision)}
down_revision = \${repr(down_revision)}


def upgrade():
    \${upgrades if upgrades else 'pass'}
`;
    writeFileSync(join(folder, "migrations/script.py.mako"), template);
    expect(filled("a'b", null, "First")).toBe(written("a'b", "First").text);
    expect(filled("0002", "a'b", "Second")).toBe(written("0002", "Second").text);
  });

  const fileTemplates = [
    null,
    "%%(year)d-%%(month).2d-%%(day).2d_%%(rev)s_%%(slug)s",
    "%%(year)d_%%(month)02d_%%(slug)s_%%(rev)s",
    "%%(slug)s",
    "v%%(rev)10s-%%(slug)-5s_",
  ];
  const messages = [
    "Add a column",
    "Ünïcode, with 100 % and_under_scores!",
    "a message that is much longer than the forty characters of a slug",
    "one_word_that_is_so_long_that_it_has_no_end_before_forty",
    "averyveryveryveryveryverylongwordwithoutanyunderscore",
  ];
  it.each(fileTemplates)("is named as %j says", (fileTemplate) => {
    const ini = readFileSync(join(folder, "alembic.ini"), "utf8");
    if (fileTemplate !== null) {
      writeFileSync(
        join(folder, "alembic.ini"),
        ini.replace("[alembic]\n", `[alembic]\nfile_template = ${fileTemplate}\n`),
      );
    }
    const now = new Date();
    for (const [index, message] of messages.entries()) {
      const id = `00${index}abc`;
      const unescaped = fileTemplate?.replaceAll("%%", "%") ?? null;
      expect(revisionFileName(unescaped, null, id, message, now)).toBe(written(id, message).name);
    }
  });

  it("is cut where truncate_slug_length says", () => {
    const ini = readFileSync(join(folder, "alembic.ini"), "utf8").replace(/^# truncate_slug_length.*$/m, "");
    writeFileSync(join(folder, "alembic.ini"), ini.replace("[alembic]\n", "[alembic]\ntruncate_slug_length = 12\n"));
    mkdirSync(join(folder, "migrations/versions"), { recursive: true });
    const name = written("0001", "Some words in a row").name;
    expect(revisionFileName(null, 12, "0001", "Some words in a row", new Date())).toBe(name);
  });
});
