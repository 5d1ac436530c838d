import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Driver, Template } from "./driver.ts";

/** A project folder with an Alembic environment as `alembic init` writes it, in a temporary place. */
export interface Project {
  readonly folder: string;
  /** Writes a file, its folders as well; `path` is relative to the project's folder. */
  write(path: string, content: string): Promise<void>;
  read(path: string): Promise<string>;
  remove(): Promise<void>;
}

/** Makes a project. @param directory where the environment goes, as `alembic init` takes it; null makes none. */
export async function createProject(
  driver: Driver,
  directory: string | null,
  template: Template = "generic",
): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), "alembic-guidelines-project-"));
  if (directory !== null) {
    const { error } = await driver.run({ action: "init", project: folder, directory, template });
    if (error !== null) throw new Error(`alembic init: ${error.message}`);
  }
  return {
    folder,
    async write(path, content) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    },
    read: (path) => readFile(join(folder, path), "utf8"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The text of a migration with nothing in it but what `body` gives. */
export function migration(
  revision: string,
  parent: string | null,
  body: { imports?: string; upgrade?: string; downgrade?: string },
): string {
  return `"""${revision}

Revision ID: ${revision}
Revises: ${parent ?? ""}
Create Date: 2026-11-22
"""
from alembic import op
import sqlalchemy as sa
${body.imports ?? ""}

revision = ${JSON.stringify(revision)}
down_revision = ${parent === null ? "None" : JSON.stringify(parent)}
branch_labels = None
depends_on = None


def upgrade() -> None:
${indent(body.upgrade ?? "pass")}


def downgrade() -> None:
${indent(body.downgrade ?? "pass")}
`;
}

function indent(code: string): string {
  return code.replace(/^(?=.)/gm, "    ");
}
