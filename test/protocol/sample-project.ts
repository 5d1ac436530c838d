import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const files: Readonly<Record<string, string>> = {
  "alembic.ini": "[alembic]\nscript_location = %(here)s/migrations\nprepend_sys_path = %(here)s\n",
  "pyproject.toml": '[tool.alembic-guidelines]\nhelper-module = "migrations.safe_enum_addition"\n',
  "migrations/env.py": "from alembic import context\n",
  "migrations/versions/0001.py": `revision = "0001_base"\ndown_revision = None\n\n\ndef upgrade() -> None:\n    pass\n`,
  "migrations/safe_enum_addition.py":
    "def safe_add_enum_value(type_name, value, **kwargs): ...\ndef safe_add_multiple_enum_values(type_name, values, **kwargs): ...\n",
};

/** A small Alembic project with an enum helper, in a folder of its own. */
export class SampleProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "alembic-guidelines-")));

  constructor(more: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries({ ...files, ...more })) this.write(name, text);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Writes a file and gives its absolute path. */
  write(name: string, content: string | Uint8Array): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  bytes(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
