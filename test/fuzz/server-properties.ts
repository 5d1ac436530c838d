import type { Range, WorkspaceEdit } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { applyWorkspaceEdit } from "../protocol/apply-workspace-edit.ts";
import { LanguageClient, modern } from "../protocol/language-client.ts";
import { SampleProject } from "../protocol/sample-project.ts";
import type { Mutant } from "./mutants.ts";
import { thrown, type Violation } from "./violation.ts";

const everything: Range = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };

/** Has the real language server check mutants, each as the next text of one document. Whatever it logs is a failure. */
export async function checkInServer(mutants: readonly Mutant[]): Promise<readonly Violation[]> {
  const project = new SampleProject();
  const client = await LanguageClient.start(modern);
  const violations: Violation[] = [];
  const uri = await client.open(project.path("migrations/versions/0100_mutant.py"), "");
  let version = 1;
  for (const { text, number } of mutants) {
    try {
      await client.change(uri, { text });
      version++;
      for (const property of await checkText(client, uri, version, text)) {
        violations.push({ property: `server: ${property}`, detail: `mutant ${number}` });
      }
    } catch (error) {
      violations.push(thrown("server", error));
    }
    for (const message of [...client.logged.splice(0), ...client.shown.splice(0)]) {
      const [line = ""] = message.split("\n");
      violations.push({
        property: `server logs: ${line.replace(/\d+/g, "N")}`,
        detail: `mutant ${number}\n${message}`,
      });
    }
  }
  if ((await client.stop()) !== 0) violations.push({ property: "server: it does not end as asked", detail: "" });
  project.remove();
  return violations;
}

/** What is wrong with what the server says of one text. */
async function checkText(
  client: LanguageClient,
  uri: string,
  version: number,
  text: string,
): Promise<readonly string[]> {
  const document = TextDocument.create(uri, "python", version, text);
  const wrong: string[] = [];
  const isInside = ({ start, end }: Range) =>
    [start, end].every((place) => same(document.positionAt(document.offsetAt(place)), place)) &&
    document.offsetAt(start) <= document.offsetAt(end);
  const diagnostics = await client.pull(uri);
  for (const { range, code } of diagnostics) if (!isInside(range)) wrong.push(`${code}: range outside of the document`);
  const actions = [
    ...(await client.codeActions(uri, everything)),
    ...(await client.codeActions(uri, everything, ["source.fixAll"])),
  ];
  for (const action of actions.slice(0, 3).concat(actions.slice(-1))) {
    const { edit } = await client.resolve(action);
    if (edit === undefined) continue;
    if (!rangesOf(edit).every(isInside)) wrong.push(`${action.title}: edit outside of the document`);
    applyWorkspaceEdit(edit, { [uri]: { text, version } });
  }
  return wrong;
}

function rangesOf({ documentChanges = [] }: WorkspaceEdit): readonly Range[] {
  return documentChanges.flatMap((change) => ("edits" in change ? change.edits.map(({ range }) => range) : []));
}

function same(a: Range["start"], b: Range["start"]): boolean {
  return a.line === b.line && a.character === b.character;
}
