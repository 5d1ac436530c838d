import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

function migration(id: string, parent: string | null, ...lines: readonly string[]): string {
  const follows = parent === null ? "None" : `"${parent}"`;
  const body = lines.map((line) => `    ${line}\n`).join("");
  return `from alembic import op\n\nrevision = "${id}"\ndown_revision = ${follows}\n\n\ndef upgrade():\n${body}\n\ndef downgrade():\n    pass\n`;
}

const creations = [
  `op.execute("CREATE TYPE mood AS ENUM ('happy')")`,
  'op.execute("CREATE TABLE person (id int, mood mood)")',
];
const moodColumn = `op.add_column("person", sa.Column("other", sa.Enum("happy", name="mood")), if_not_exists=True)`;
function environmentScript(options: string): string {
  return `from alembic import context\nfrom app.base import engine\n\nwith engine.connect() as connection:\n    context.configure(${options})\n`;
}

const importing = `import sqlalchemy as sa\nfrom app.enums import safe_add_enum_value\nfrom app.steps import tidy\n`;
const adding = migration("b", "a", moodColumn, `safe_add_enum_value("mood", "sad")`, "tidy()");

/**
 * The files of a project, and what else each may say; null for a file that is not there. Whatever one of them says instead of its first
 * text, other findings are the consequence.
 */
export const ingredients: Readonly<Record<string, readonly (string | null)[]>> = {
  "migrations/versions/a.py": [
    migration("a", null, ...creations),
    // As long as the first, to the byte.
    migration("a", null, ...creations).replace("TYPE mood", "TYPE food"),
    migration("a", "c", ...creations),
    null,
  ],
  "migrations/versions/b.py": [importing + adding, adding],
  "migrations/versions/c.py": [
    migration("c", "b", `op.execute("ALTER TYPE mood ADD VALUE 'calm'")`),
    `# alembic-guidelines: ignore-file[enum-add-without-helper]\n${migration("c", "b", `op.execute("ALTER TYPE mood ADD VALUE 'calm'")`)}`,
  ],
  "migrations/versions/d.py": [
    migration("d", "c", `op.execute("UPDATE person SET mood = 'calm'")`),
    migration("d", "b", `op.execute("UPDATE person SET mood = 'calm'")`),
    "print('no migration, but the word upgrade')\n",
    "print('nothing at all')\n",
  ],
  "migrations/versions/e.py": [null, migration("e", "b", "pass"), migration("c", "b", "pass")],
  "migrations/versions/below/f.py": [null, migration("f", "d", `op.drop_table("person")`)],
  "migrations/env.py": [
    environmentScript("connection=connection"),
    environmentScript("connection=connection, transaction_per_migration=True"),
    null,
  ],
  "app/base.py": [
    'from sqlalchemy import create_engine\n\nengine = create_engine("postgresql:///")\n',
    'from sqlalchemy import create_engine\n\nengine = create_engine("postgresql:///", isolation_level="AUTOCOMMIT")\n',
    null,
  ],
  "app/steps.py": [
    `from alembic import op\n\n\ndef tidy():\n    op.drop_table("old")\n`,
    `from alembic import op\n\n\ndef tidy():\n    op.drop_index("old")\n`,
    null,
  ],
  "app/enums.py": ["def safe_add_enum_value(type_name, value, **kwargs): ...\n", "def other(): ...\n", null],
  "alembic.ini": [
    "[alembic]\nscript_location = migrations\nprepend_sys_path = .\n",
    "[alembic]\nscript_location = migrations\nversion_locations = elsewhere\n",
  ],
  "pyproject.toml": [
    '[tool.alembic-guidelines]\nhelper-module = "app.enums"\npreset = "all"\n',
    '[tool.alembic-guidelines]\nhelper-module = "app.enums"\npreset = "essential"\n',
    '[tool.alembic-guidelines]\nhelper-module = "app.nowhere"\n',
    '[tool.alembic-guidelines]\nstart-after = "b"\n',
    '[tool.alembic-guidelines]\nexclude = ["migrations/versions/c.py"]\n',
    '[tool.alembic-guidelines]\nexclude = "all"\n',
    null,
  ],
  "migrations/alembic-guidelines.toml": [null, 'rules = { missing-if-exists = "off" }\n'],
  "requirements.txt": ["alembic==1.16.0\n", "alembic==1.12.0\n"],
  "uv.lock": [null, '[[package]]\nname = "alembic"\nversion = "1.12.0"\n'],
  ".venv/lib/python3.12/site-packages/alembic-1.12.0.dist-info/METADATA": [null, "Name: alembic\n"],
};

/** A project that changes so that no time of a file tells: all are as old as each other, always. */
export class ChangingProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "alembic-guidelines-changing-")));

  constructor() {
    mkdirSync(join(this.folder, ".git"));
    for (const name of Object.keys(ingredients)) this.set(name, 0);
  }

  /** Gives a file one of its texts. */
  set(name: string, variant: number): void {
    const path = join(this.folder, name);
    const text = ingredients[name]?.[variant] ?? null;
    if (text !== null) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      utimesSync(path, 0, 0);
    } else if (name.startsWith(".venv")) rmSync(join(this.folder, ".venv"), { recursive: true, force: true });
    else rmSync(path, { force: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
