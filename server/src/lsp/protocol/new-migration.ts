import type { Range } from "vscode-languageserver/node";
import { type MigrationTemplate, templates } from "../../project/new-migration/templates.ts";
import { isRange } from "./checklist.ts";
import { isListOf, isRecord, isString } from "./guards.ts";

/** Gives what a new migration can follow, as `EnvironmentChoice`s. Takes the URI of a document, whose environment then comes first, or nothing. */
export const newMigrationChoicesCommand = "alembic-guidelines.newMigrationChoices";
/** Takes a `MigrationRequest`, writes the migration, and gives a `WrittenMigration`. */
export const newMigrationCommand = "alembic-guidelines.newMigration";

/** An Alembic environment, and its revisions. */
export interface EnvironmentChoice {
  readonly id: string;
  /** Its folder, from the open folder that it lies in. */
  readonly label: string;
  /** It has a `script.py.mako` of its own. */
  readonly hasTemplate: boolean;
  readonly heads: readonly RevisionChoice[];
  /** All of them, the newest first. */
  readonly revisions: readonly RevisionChoice[];
}

export interface RevisionChoice {
  readonly id: string;
  readonly message: string;
}

export interface MigrationRequest {
  readonly message: string;
  /** The environment's id; without one, there must be only one environment. */
  readonly environment?: string;
  /** The revisions to follow; without any, the only head. */
  readonly parents?: readonly string[];
  /** What it is made from; without a word, the project's template where there is one. */
  readonly template?: MigrationTemplate;
}

export interface WrittenMigration {
  readonly uri: string;
  /** Where `upgrade` is to be written: its `pass`, or an empty range. */
  readonly selection: Range;
}

export function isMigrationRequest(value: unknown): value is MigrationRequest {
  if (!isRecord(value)) return false;
  const { message, environment, parents, template } = value;
  return (
    isString(message) &&
    (environment === undefined || isString(environment)) &&
    (parents === undefined || isListOf(parents, isString)) &&
    (template === undefined || templates.some((known) => known === template))
  );
}

export function isWrittenMigration(value: unknown): value is WrittenMigration {
  return isRecord(value) && isString(value.uri) && isRange(value.selection);
}

export function isEnvironmentChoice(value: unknown): value is EnvironmentChoice {
  if (!isRecord(value)) return false;
  const { id, label, hasTemplate, heads, revisions } = value;
  return (
    isString(id) &&
    isString(label) &&
    typeof hasTemplate === "boolean" &&
    isListOf(heads, isRevisionChoice) &&
    isListOf(revisions, isRevisionChoice)
  );
}

function isRevisionChoice(value: unknown): value is RevisionChoice {
  return isRecord(value) && isString(value.id) && isString(value.message);
}
