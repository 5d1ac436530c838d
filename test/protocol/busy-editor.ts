import { existsSync, rmSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  CancellationTokenSource,
  CodeActionRequest,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  ResponseError,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { mutations } from "../fuzz/mutations.ts";
import { ownSeeds } from "../fuzz/seeds.ts";
import type { Choices } from "../random-choices.ts";
import type { LanguageClient } from "./language-client.ts";
import type { SampleProject } from "./sample-project.ts";

/** A file that is edited. */
interface EditedFile {
  readonly path: string;
  readonly uri: string;
  /** What it goes back to now and then: edits alone would soon leave nothing to find. */
  readonly original: string;
  text: string;
  isOpen: boolean;
  /** Of the document that is or was open last; it only grows. */
  version: number;
  /** The versions with which it was opened. */
  readonly opened: number[];
}

/** Errors by which a server may answer a request whose answer nobody needs: cancelled, content modified, cancelled by the server. */
const acceptable = [-32800, -32801, -32802];

const editorSettings: readonly unknown[] = [
  null,
  {},
  { preset: "all" },
  { preset: "essential", rules: { "missing-if-exists": "off", "downgrade-missing": "error" } },
  { guardStyle: "do-block", postgresVersion: 12 },
];

const projectSettings = ["", 'preset = "all"\n', 'known-schemas = ["public", "s"]\n', "offline-sql = true\n"];

const everything = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

/** Somebody who works on 20 files at once, in no order that makes sense, as `choices` will have it. */
export class BusyEditor {
  readonly client: LanguageClient;
  readonly files: readonly EditedFile[];
  /** How many texts the server was sent after the documents were opened. */
  edits = 0;
  readonly failedRequests: unknown[] = [];
  readonly #project: SampleProject;
  readonly #choices: Choices;
  readonly #pending = new Set<Promise<void>>();

  constructor(client: LanguageClient, project: SampleProject, choices: Choices) {
    this.client = client;
    this.#project = project;
    this.#choices = choices;
    this.files = filesOf(choices).map(([name, text]) => {
      const path = project.write(name, text);
      const uri = pathToFileURL(path).href;
      return { path, uri, original: text, text, isOpen: false, version: 0, opened: [] };
    });
  }

  async openAll(): Promise<void> {
    for (const file of this.files) if (!file.isOpen) await this.#open(file);
  }

  /** Goes on until so many edits have been made, and everything that was asked for is answered. */
  async work(edits: number): Promise<void> {
    for (const until = this.edits + edits; this.edits < until; ) {
      const file = this.#choices.one(this.files);
      if (!file.isOpen) await this.#open(file);
      for (let burst = 1 + this.#choices.number(12); burst > 0; burst--) {
        await this.#edit(file);
        if (this.#choices.once(3)) this.#ask(file);
        if (this.#choices.once(4)) await nextTurn();
      }
      await this.#interrupt(this.#choices.one(this.files));
      // An editor does not heap up requests without end.
      if (this.#pending.size > 30) await Promise.all(this.#pending);
    }
    await Promise.all(this.#pending);
  }

  /**
   * Brings what is half typed to an end: until then, a revision counts among the others for what it last said as a whole, which a server that
   * starts now can't know.
   */
  async finishRevisions(isHalfTyped: (text: string) => boolean): Promise<void> {
    for (const file of this.files) {
      if (file.path.includes("/versions/") && isHalfTyped(file.text)) await this.#replace(file, file.original);
    }
  }

  /** Changes what findings rest on, and no document: only those who look again notice. */
  async changeSurroundings(): Promise<void> {
    await this.#write("migrations/versions/new_0.py", revision("r1", "r0"));
    await this.#write("pyproject.toml", '[tool.alembic-guidelines]\nrules = { "downgrade-missing" = "error" }\n');
  }

  async #open(file: EditedFile): Promise<void> {
    file.isOpen = true;
    file.version++;
    file.opened.push(file.version);
    await this.client.open(file.path, file.text, "python", file.version);
  }

  async #close(file: EditedFile): Promise<void> {
    if (!file.isOpen) return;
    file.isOpen = false;
    await this.client.close(file.uri);
  }

  async #edit(file: EditedFile): Promise<void> {
    this.edits++;
    await this.#replace(file, this.#edited(file));
  }

  #edited({ text, original }: EditedFile): string {
    const choices = this.#choices;
    if (choices.once(15)) return original;
    if (choices.once(4)) {
      const mutate = choices.one(Object.values(mutations));
      return mutate(choices, text, choices.one(this.files).original);
    }
    const at = choices.number(text.length + 1);
    const typed = choices.one(["x", "\n", "    ", "(", ")", '"', "'", ":", "#", "op", "'a'", "é😀", ""]);
    return text.slice(0, at) + typed + text.slice(typed === "" ? at + 1 + choices.number(30) : at);
  }

  async #replace(file: EditedFile, text: string): Promise<void> {
    const change = this.#choices.once(10) ? { text } : difference(file.text, text);
    file.text = text;
    file.version++;
    await this.client.change(file.uri, change);
  }

  /** Asks for diagnostics or code actions, and half the time takes it back. */
  #ask(file: EditedFile): void {
    const source = new CancellationTokenSource();
    const textDocument = { uri: file.uri };
    const { connection } = this.client;
    const request: Promise<unknown> =
      this.#choices.once(2) && this.client.pulls
        ? connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument }, source.token)
        : connection.sendRequest(
            CodeActionRequest.type,
            { textDocument, range: everything, context: { diagnostics: [] } },
            source.token,
          );
    const answered = request.then(
      () => {},
      (error: unknown) => {
        if (!(error instanceof ResponseError && acceptable.includes(error.code))) this.failedRequests.push(error);
      },
    );
    const pending = answered.finally(() => this.#pending.delete(pending));
    this.#pending.add(pending);
    if (this.#choices.once(2)) {
      if (this.#choices.once(2)) source.cancel();
      else void nextTurn().then(() => source.cancel());
    }
  }

  /** What happens between edits. */
  async #interrupt(file: EditedFile): Promise<void> {
    const choice = this.#choices.number(12);
    if (choice <= 1) await this.#close(file);
    else if (choice === 2) {
      await this.#close(file);
      await this.#open(file);
    } else if (choice <= 4) await this.#save(file);
    else if (choice === 5) {
      this.client.settings = this.#choices.one(editorSettings);
      await this.client.changeSettings(null);
    } else if (choice === 6) {
      await this.#write("pyproject.toml", `[tool.alembic-guidelines]\n${this.#choices.one(projectSettings)}`);
    } else if (choice === 7) {
      // A branch is checked out: what is not open changes below.
      for (const each of this.files) if (!each.isOpen) each.text = each.original;
      const closed = this.files.filter(({ isOpen }) => !isOpen);
      for (const { path, text } of closed) this.#project.write(relative(this.#project, path), text);
      await this.client.changeFiles(...closed.map(({ path }) => path));
    } else if (choice === 8) {
      const name = `migrations/versions/new_${this.#choices.number(3)}.py`;
      const path = this.#project.path(name);
      if (existsSync(path)) {
        rmSync(path);
        await this.client.changeFiles(path);
      } else await this.#write(name, revision(`new${this.#choices.number(3)}`, `r${this.#choices.number(13)}`));
    }
  }

  async #save(file: EditedFile): Promise<void> {
    this.#project.write(relative(this.#project, file.path), file.text);
    if (file.isOpen) {
      await this.client.connection.sendNotification(DidSaveTextDocumentNotification.type, {
        textDocument: { uri: file.uri },
      });
    }
    await this.client.changeFiles(file.path);
  }

  async #write(name: string, text: string): Promise<void> {
    await this.client.changeFiles(this.#project.write(name, text));
  }
}

function relative(project: SampleProject, path: string): string {
  return path.slice(project.folder.length + 1);
}

/** Twenty files: revisions one after the other, half a draft or two, and what surrounds them. */
function filesOf(choices: Choices): readonly (readonly [name: string, text: string])[] {
  const seeds = ownSeeds().filter(({ text }) => text.includes("down_revision"));
  const revisions = Array.from({ length: 13 }, (_, index) => {
    const text = choices
      .one(seeds)
      .text.replace(/^revision\b.*$/m, `revision = "r${index}"`)
      .replace(/^down_revision\b.*$/m, `down_revision = ${index === 0 ? "None" : `"r${index - 1}"`}`);
    return [`migrations/versions/r${index}.py`, text] as const;
  });
  // No revision of the environment, whatever becomes of them.
  const drafts = revisions.slice(0, 3).map(([, text], index) => {
    return [`drafts/d${index}.py`, text.slice(0, 300 + choices.number(text.length))] as const;
  });
  return [
    ...revisions,
    ...drafts,
    ["migrations/versions/again.py", revision("r3", "r2")],
    ["migrations/env.py", "from alembic import context\n\ncontext.configure(transaction_per_migration=True)\n"],
    ["migrations/safe_enum_addition.py", "def safe_add_enum_value(type_name, value, **kwargs): ...\n"],
    ["app/models.py", "class Model:\n    pass\n"],
  ];
}

function revision(id: string, parent: string): string {
  return `from alembic import op\n\nrevision = "${id}"\ndown_revision = "${parent}"\n\n\ndef upgrade():\n    op.drop_table("t")\n\n\ndef downgrade():\n    pass\n`;
}

/** The change from one text to another, of what lies between their common beginning and end. */
function difference(before: string, after: string) {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let same = 0;
  const most = Math.min(before.length, after.length) - start;
  while (same < most && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  const document = TextDocument.create("", "", 0, before);
  const range = { start: document.positionAt(start), end: document.positionAt(before.length - same) };
  return { range, text: after.slice(start, after.length - same) };
}
