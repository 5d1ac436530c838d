import { type QuickPickItem, QuickPickItemKind, Range, Uri, window, workspace } from "vscode";
import { isListOf, isRecord, isString } from "../../../server/src/lsp/protocol/guards.ts";
import {
  type EnvironmentChoice,
  isEnvironmentChoice,
  isMigrationRequest,
  isWrittenMigration,
  type MigrationRequest,
  newMigrationChoicesCommand,
  newMigrationCommand,
  type RevisionChoice,
} from "../../../server/src/lsp/protocol/new-migration.ts";
import type { Feature } from "../features.ts";
import type { LanguageServer } from "../language-server/language-server.ts";
import { counted } from "./counted.ts";
import { registerServerCommand } from "./server-command.ts";

const title = "New Migration";

/** Writes a new migration and opens it. What the call does not say already is asked. */
export const newMigration: Feature = (server) =>
  registerServerCommand(server, "newMigration", async (given) => {
    const request = await complete(server, typeof given === "string" ? { parents: [given] } : given);
    return request === null ? undefined : await write(server, request);
  });

/** @param given the parts of a request that are known, as a key binding may name them. @returns null when it is called off. */
async function complete(server: LanguageServer, given: unknown): Promise<MigrationRequest | null> {
  const message = isRecord(given) && typeof given.message === "string" ? given.message : await askMessage(given);
  if (message === undefined) return null;
  const known = { ...(isRecord(given) ? given : {}), message };
  if (!isMigrationRequest(known)) throw new Error("New Migration was called with something else than a request.");
  const uri = window.activeTextEditor?.document.uri.toString();
  const environments = await server.execute(newMigrationChoicesCommand, uri);
  if (!isListOf(environments, isEnvironmentChoice)) return known;
  const environment = await chooseEnvironment(environments, known);
  // The server says what is missing.
  if (environment === "none") return known;
  if (environment === undefined) return null;
  const parents = known.parents ?? (await chooseParents(environment));
  if (parents === undefined) return null;
  const template = known.template ?? (await chooseTemplate(environment));
  return template === undefined ? null : { ...known, environment: environment.id, parents, template };
}

/** @param given where its parents are known, they are said. */
function askMessage(given: unknown): Thenable<string | undefined> {
  const parents = isRecord(given) && isListOf(given.parents, isString) ? given.parents : [];
  return window.showInputBox({
    title: parents.length === 0 ? title : `${title} After ${parents.join(", ")}`,
    prompt: "What does it do? Its file is named after this.",
    placeHolder: "add the table of invoices",
    validateInput: (text) => (text.trim() === "" ? "A migration needs a message." : null),
  });
}

async function chooseEnvironment(
  environments: readonly EnvironmentChoice[],
  { environment: wanted, parents = [] }: MigrationRequest,
): Promise<EnvironmentChoice | "none" | undefined> {
  const isMeant = ({ id, revisions }: EnvironmentChoice) =>
    wanted === undefined ? parents.every((parent) => revisions.some((each) => each.id === parent)) : id === wanted;
  const [only, ...others] = environments.filter(isMeant);
  if (only === undefined) return "none";
  if (others.length === 0) return only;
  const items = [only, ...others].map((environment) => ({
    label: environment.label,
    description: counted(environment.revisions.length, "revision"),
    environment,
  }));
  return (await window.showQuickPick(items, { title, placeHolder: "In which environment?" }))?.environment;
}

interface ParentsItem extends QuickPickItem {
  readonly parents: readonly string[];
}

/** The heads first, so that Enter takes the one where there is one. */
async function chooseParents({ heads, revisions }: EnvironmentChoice): Promise<readonly string[] | undefined> {
  if (revisions.length === 0) return [];
  const isHead = (revision: RevisionChoice) => heads.some(({ id }) => id === revision.id);
  const item = ({ id, message }: RevisionChoice, detail: string): ParentsItem => ({
    label: id,
    description: [message, detail].filter((text) => text !== "").join(" · "),
    parents: [id],
  });
  const merge: ParentsItem = {
    label: "$(git-merge) Merge all heads",
    description: heads.map(({ id }) => id).join(", "),
    parents: heads.map(({ id }) => id),
  };
  const older = revisions.filter((revision) => !isHead(revision));
  const separator = { label: "older", kind: QuickPickItemKind.Separator, parents: [] };
  const items = [
    ...heads.map((head) => item(head, "head")),
    ...(heads.length > 1 ? [merge] : []),
    ...(older.length > 0 ? [separator] : []),
    ...older.map((revision) => item(revision, "")),
  ];
  const options = { title, placeHolder: "Which revision does it follow?", matchOnDescription: true };
  return (await window.showQuickPick(items, options))?.parents;
}

async function chooseTemplate({ hasTemplate }: EnvironmentChoice): Promise<MigrationRequest["template"]> {
  if (!hasTemplate) return "guideline";
  const items = [
    { label: "The project's template", description: "script.py.mako", template: "project" as const },
    { label: "The guideline's template", description: "with examples to fill in", template: "guideline" as const },
  ];
  return (await window.showQuickPick(items, { title, placeHolder: "Made from which template?" }))?.template;
}

async function write(server: LanguageServer, request: MigrationRequest): Promise<string> {
  const written = await server.execute(newMigrationCommand, request);
  if (!isWrittenMigration(written)) throw new Error("The language server gave no migration.");
  const { start, end } = written.selection;
  const document = await workspace.openTextDocument(Uri.parse(written.uri));
  await document.save();
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(document, { selection, preview: false });
  return written.uri;
}
