import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

/** The extension's snippets by name. */
export const snippets: Readonly<Record<string, Snippet>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "../snippets/alembic.code-snippets"), "utf8"),
);

/** The text of a snippet, with its tab stops. @throws Error where there is none of the name. */
export function bodyOf(name: string): string {
  const snippet = snippets[name];
  if (snippet === undefined) throw new Error(`no snippet is named ${name}`);
  return snippet.body.join("\n");
}

/**
 * What VS Code inserts.
 * @param typed what is typed over defaults, by the number of the tab stop.
 */
export function expand(snippet: string, typed: Readonly<Record<string, string>> = {}): string {
  const values = new Map<string, string>();
  const innermost = /(?<!\\)\$(?:\{([A-Z_]+)\}|(\d+)|\{(\d+)(?::([^${}]*))?\})/;
  let text = snippet;
  for (let match = innermost.exec(text); match; match = innermost.exec(text)) {
    const [whole, variable, bare, numbered, value] = match;
    const number = bare ?? numbered ?? "";
    if (value !== undefined) values.set(number, typed[number] ?? value);
    text = text.replace(whole, () => variable ?? values.get(number) ?? "");
  }
  return text.replaceAll("\\$", "$");
}

/** A snippet's place in a migration, and what is typed over its defaults. */
interface Use {
  readonly name: string;
  readonly typed?: Readonly<Record<string, string>>;
  /** A statement after it. */
  readonly followedBy?: string;
}

/** Snippets that make up a migration. */
export interface SnippetMigration {
  readonly upgrade: Use;
  readonly downgrade: Use;
  /** SQL that makes what the migration changes. */
  readonly setup: string;
}

const table = "CREATE TABLE table_name (id int, column_name varchar(10) NOT NULL DEFAULT 'a')";
const enumType = "CREATE TYPE eventtype AS ENUM ('a')";
const refusal: Use = { name: "Alembic: can't be undone" };
const dropColumn: Use = { name: "Alembic: drop column", typed: { 2: "added" } };
const nothing: Use = { name: "Alembic: nothing to undo" };

/** Every snippet but the whole migration, where it belongs. */
export const snippetMigrations: readonly SnippetMigration[] = [
  { upgrade: { name: "Alembic: add enum value" }, downgrade: nothing, setup: enumType },
  { upgrade: { name: "Alembic: add several enum values" }, downgrade: nothing, setup: enumType },
  { upgrade: { name: "Alembic: check that a schema exists" }, downgrade: refusal, setup: "" },
  { upgrade: { name: "Alembic: add column", typed: { 2: "added" } }, downgrade: dropColumn, setup: table },
  { upgrade: { name: "Alembic: create index" }, downgrade: { name: "Alembic: drop index" }, setup: table },
  { upgrade: { name: "Alembic: change column type", typed: { 4: "text" } }, downgrade: refusal, setup: table },
  { upgrade: { name: "Alembic: add constraint" }, downgrade: { name: "Alembic: drop constraint" }, setup: table },
  { upgrade: { name: "Alembic: VARCHAR with CHECK", typed: { 2: "added" } }, downgrade: dropColumn, setup: table },
  {
    upgrade: { name: "Alembic: fill a column before NOT NULL", typed: { 2: "added" } },
    downgrade: dropColumn,
    setup: `${table}; INSERT INTO table_name VALUES (1), (2)`,
  },
  { upgrade: { name: "Alembic: create index concurrently" }, downgrade: { name: "Alembic: drop index" }, setup: table },
  {
    upgrade: { name: "Alembic: create function and trigger" },
    downgrade: refusal,
    setup: "CREATE SCHEMA auth; CREATE TABLE auth.users (updated_at timestamptz)",
  },
  { upgrade: { name: "Alembic: create function and trigger" }, downgrade: refusal, setup: "" },
  { upgrade: { name: "Alembic: go on after an error" }, downgrade: refusal, setup: "" },
  {
    upgrade: {
      name: "Alembic: ignore a rule",
      followedBy: 'op.alter_column("table_name", "column_name", type_=sa.Text())',
    },
    downgrade: refusal,
    setup: table,
  },
];

/**
 * The migration that results.
 * @param helper the module of the enum helper.
 */
export function migrationOf(
  { upgrade, downgrade }: SnippetMigration,
  helper = "alembic.utils.safe_enum_addition",
): string {
  const text = functionOf("upgrade", upgrade) + functionOf("downgrade", downgrade);
  const imports = [...text.matchAll(/^from .*\n\n?/gm)].map(([line]) => `${line.trim()}\n`).join("");
  return `from alembic import op
import sqlalchemy as sa
${imports.replaceAll("alembic.utils.safe_enum_addition", helper)}
revision = "example"
down_revision = "parent"
${text.replaceAll(/^from .*\n\n?/gm, "")}`;
}

/** Some snippets bring the function, the others stand in one. */
function functionOf(direction: string, { name, typed, followedBy }: Use): string {
  const text = expand(bodyOf(name), typed) + (followedBy === undefined ? "" : `\n${followedBy}`);
  return text.includes("def ")
    ? `\n\n${text}\n`
    : `\n\ndef ${direction}() -> None:\n${text.replaceAll(/^(?=.)/gm, "    ")}\n`;
}
