import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Range } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Engine } from "../../engine.ts";
import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import { entryPoints } from "../../migration/entry-points.ts";
import { projectTemplate } from "../../project/environment.ts";
import { planMigration } from "../../project/new-migration/new-migration.ts";
import { FileTemplateError } from "../../project/new-migration/revision-file-name.ts";
import { TemplateError } from "../../project/new-migration/revision-template.ts";
import type { FileChange } from "../../rules/finding.ts";
import { mergeRevision } from "../../rules/revisions/merge-revision.ts";
import { applyEdit } from "../apply-edit.ts";
import { chosenEnvironment } from "../chosen-environment.ts";
import { pathOf } from "../file-uris.ts";
import type { ServerParts } from "../language-features.ts";
import type { KnownEnvironment } from "../open-project.ts";
import {
  type EnvironmentChoice,
  isMigrationRequest,
  type MigrationRequest,
  newMigrationChoicesCommand,
  newMigrationCommand,
  type RevisionChoice,
  type WrittenMigration,
} from "../protocol/new-migration.ts";
import { environmentName } from "../revisions/environment-name.ts";
import { toFileEdit } from "../workspace-edits.ts";
import { failed } from "./failed.ts";
import type { ServerCommand } from "./server-command.ts";

/** Tells what a new migration can follow. */
export const newMigrationChoices: ServerCommand = {
  name: newMigrationChoicesCommand,
  async run([uri], parts): Promise<readonly EnvironmentChoice[]> {
    const path = typeof uri === "string" ? pathOf(uri) : null;
    const present = path === null ? null : parts.project.current.environment(path);
    const found = await environments(parts);
    const isPresent = ({ environment }: KnownEnvironment) => environment.id === present?.id;
    const ordered = [...found.filter(isPresent), ...found.filter((each) => !isPresent(each))];
    return ordered.map(({ environment, index: { graph } }) => ({
      id: environment.id,
      label: environmentName(environment, parts.folders.paths),
      hasTemplate: parts.project.present.isFile(projectTemplate(environment)),
      heads: graph.heads.map(toChoice),
      revisions: graph.inOrder.toReversed().map(toChoice),
    }));
  },
};

/** Writes a new migration, as `alembic revision` does, or `alembic merge`. */
export const newMigration: ServerCommand = {
  name: newMigrationCommand,
  async run([request], parts, { features }): Promise<WrittenMigration> {
    if (!isMigrationRequest(request) || request.message.trim() === "")
      throw failed("A new migration needs a message that says what it does.");
    const known = chosenEnvironment(await environments(parts), request.environment ?? null);
    const change = await plan(request, known, parts);
    if (existsSync(change.path)) throw failed(`${change.path}: there is such a file already. Choose another message.`);
    const edit = toFileEdit([change], parts.project, features);
    if (edit === null || !(await applyEdit(edit, "New migration", parts.connection, features)))
      throw failed(`${change.path} could not be created.`);
    const uri = pathToFileURL(change.path).href;
    return { uri, selection: placeToWrite(change.content, await parts.engine) };
  },
};

async function environments({ project, folders, engine }: ServerParts): Promise<readonly KnownEnvironment[]> {
  return project.environments(folders.paths, await engine);
}

function toChoice({ id, message }: RevisionNode): RevisionChoice {
  return { id: id.text, message };
}

async function plan(
  { message, parents: named, template = "project" }: MigrationRequest,
  { environment, index }: KnownEnvironment,
  { project, checker }: ServerParts,
): Promise<FileChange> {
  const { graph } = index;
  const parents = named === undefined ? onlyHead(graph) : named.map((name) => revision(graph, name));
  const isOwn = template === "project" && project.present.isFile(projectTemplate(environment));
  // The guideline's template is about what a migration does, and a merge does nothing.
  const merge = parents.length > 1 && !isOwn ? mergeRevision(parents, graph) : null;
  const [merged] = merge?.fileChanges ?? [];
  if (merged !== undefined) return merged;
  const settings = await checker.settings(pathToFileURL(join(environment.folder, "versions", "new.py")).href);
  try {
    return planMigration(environment, { message, parents, template, date: new Date() }, settings, project.present);
  } catch (error) {
    if (error instanceof TemplateError)
      throw failed(
        `script.py.mako: ${error.message}, which only Alembic can fill. Run "alembic revision", or choose the guideline's template.`,
      );
    if (error instanceof FileTemplateError) throw failed(error.message);
    throw error;
  }
}

function onlyHead({ heads }: RevisionGraph): readonly RevisionNode[] {
  if (heads.length < 2) return heads;
  throw failed(`There are several heads: ${heads.map(({ id }) => id.text).join(", ")}. Say which one to follow.`);
}

function revision(graph: RevisionGraph, id: string): RevisionNode {
  const node = graph.get(id);
  if (node === null) throw failed(`There is no revision ${id}.`);
  return node;
}

/** The `pass` that `upgrade` consists of, else where its first statement begins, behind the docstring. */
function placeToWrite(text: string, engine: Engine): Range {
  const document = TextDocument.create("", "python", 0, text);
  const module = engine.parse(text);
  const [upgrade] = entryPoints(module, "upgrade");
  const first = upgrade?.body.find(({ start }) => !/^[rbuf]*["']/i.test(text.slice(start, start + 3)));
  const { start, end } = first ?? { start: text.length, end: text.length };
  const isPass = text.slice(start, end) === "pass";
  return { start: document.positionAt(start), end: document.positionAt(isPass ? end : start) };
}
