import { PassThrough } from "node:stream";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Connection, createConnection, TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Engine, loadEngine } from "../../../server/src/engine.ts";
import { lint } from "../../../server/src/lint.ts";
import { Checker } from "../../../server/src/lsp/checker.ts";
import { EditorSettings } from "../../../server/src/lsp/editor-settings.ts";
import { OpenProject } from "../../../server/src/lsp/open-project.ts";
import type { Finding } from "../../../server/src/rules/finding.ts";
import { readEngineModules } from "../../../server/src/wasm-files.ts";

vi.mock("../../../server/src/lint.ts", { spy: true });

const finding: Finding = { rule: "fine", severity: "error", message: "Found", start: 0, end: 1, fix: null };
const uri = "file:///nowhere/versions/0001.py";
const document = () => TextDocument.create(uri, "python", 1, 'revision = "1"\ndown_revision = None\n');

const silent = { onHistoryChange: () => {}, onError: () => {} };

let connection: Connection;
let said: string[];

function checkerOn(engine: Promise<Engine>): Checker {
  const documents = new TextDocuments(TextDocument);
  return new Checker(engine, new EditorSettings(connection), new OpenProject(documents, silent), connection);
}

beforeEach(() => {
  connection = createConnection(new PassThrough(), new PassThrough());
  said = [];
  vi.spyOn(connection.console, "error").mockImplementation((message) => void said.push(message));
});

describe("the checker", () => {
  it("logs a rule that fails, once and by name, and gives what the others found", async () => {
    vi.mocked(lint).mockReturnValue({
      findings: [finding],
      suppressed: [],
      failures: [{ rule: "broken", error: new Error("oops") }],
    });
    const checker = checkerOn(loadEngine(readEngineModules()));
    expect((await checker.check(document())).findings).toEqual([finding]);
    expect((await checker.check(document())).findings).toEqual([finding]);
    expect(said).toEqual([expect.stringMatching(/^The rule broken failed on file:\/\/\/nowhere.*: Error: oops\n/)]);
  });

  it("survives an engine that fails, and says so", async () => {
    vi.mocked(lint).mockImplementation(() => {
      throw new Error("out of order");
    });
    const checker = checkerOn(loadEngine(readEngineModules()));
    expect((await checker.check(document())).findings).toEqual([]);
    expect(said).toEqual([expect.stringContaining("could not be checked: Error: out of order")]);
  });

  it("checks a version once", async () => {
    vi.mocked(lint)
      .mockReset()
      .mockReturnValue({ findings: [finding], suppressed: [], failures: [] });
    const checker = checkerOn(loadEngine(readEngineModules()));
    const opened = document();
    const first = await checker.check(opened);
    expect(await checker.check(opened)).toBe(first);
    expect(lint).toHaveBeenCalledTimes(1);
    TextDocument.update(opened, [{ text: `${opened.getText()}# more` }], 2);
    expect((await checker.check(opened)).version).toBe(2);
    expect(lint).toHaveBeenCalledTimes(2);
  });
});
