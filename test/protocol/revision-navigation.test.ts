import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  HoverRequest,
  type Position,
  ReferencesRequest,
  ShowDocumentRequest,
  WorkspaceSymbolRequest,
} from "vscode-languageserver-protocol/node";
import { revisionScript as script } from "../revision-scripts.ts";
import { LanguageClient, modern, plain } from "./language-client.ts";
import { SampleProject } from "./sample-project.ts";

const versions = "migrations/versions";
const merge = script("d4", '("b2", "c3")', 'depends_on = "shop"\n');
const texts: Readonly<Record<string, string>> = {
  "0001.py": script("a1"),
  "b.py": script("b2", '"a1"').replace("Revision b2", "Adds the column `note` to <events>"),
  "c.py": script("c3", '"a1"'),
  "d.py": merge,
  "shop.py": script("e5e5e5", "None", 'branch_labels = ("shop",)\n'),
};

let project: SampleProject;
let client: LanguageClient;

beforeEach(() => {
  const files = Object.entries(texts).map(([name, text]) => [`${versions}/${name}`, text]);
  project = new SampleProject(Object.fromEntries(files));
});

afterEach(async () => {
  expect(await client.stop()).toBe(0);
  project.remove();
});

const path = (name: string) => project.path(`${versions}/${name}`);
const uriOf = (name: string) => pathToFileURL(path(name)).href;

/** A position in a text, where `⟦` marks it in a part of it. */
function at(text: string, marked: string): Position {
  const index = text.indexOf(marked.replace("⟦", ""));
  if (index === -1) throw new Error(`${marked} is not in the text`);
  const before = text.slice(0, index + marked.indexOf("⟦")).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

const range = (line: number, from: number, to: number) => {
  return { start: { line, character: from }, end: { line, character: to } };
};
/** Where each of the scripts assigns its id. */
const own = (name: string, length = 4) => ({ uri: uriOf(name), range: range(6, 11, 11 + length) });

const links: ClientCapabilities = {
  ...modern,
  textDocument: { ...modern.textDocument, definition: { linkSupport: true } },
};

async function open(name: string, text: string, capabilities: ClientCapabilities = links): Promise<string> {
  client = await LanguageClient.start(capabilities, undefined, [project.folder]);
  return client.open(path(name), text);
}

const definition = (uri: string, position: Position) =>
  client.connection.sendRequest(DefinitionRequest.type, { textDocument: { uri }, position });
const references = (uri: string, position: Position, includeDeclaration = false) =>
  client.connection.sendRequest(ReferencesRequest.type, {
    textDocument: { uri },
    position,
    context: { includeDeclaration },
  });
const hover = (uri: string, position: Position) =>
  client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });

function linkTo(origin: ReturnType<typeof range>, name: string, length = 4): unknown {
  const { uri, range: target } = own(name, length);
  return { originSelectionRange: origin, targetUri: uri, targetRange: target, targetSelectionRange: target };
}

describe("going to the definition", () => {
  it("leads from each parent to its script", async () => {
    const uri = await open("d.py", merge);
    expect(await definition(uri, at(merge, '("b⟦2"'))).toEqual([linkTo(range(7, 17, 21), "b.py")]);
    expect(await definition(uri, at(merge, '"⟦c3"'))).toEqual([linkTo(range(7, 23, 27), "c.py")]);
    expect(await definition(uri, at(merge, "Revises: b2, c⟦3"))).toEqual([linkTo(range(3, 13, 15), "c.py")]);
  });

  it("leads from a label to the script that gives it", async () => {
    const uri = await open("d.py", merge);
    expect(await definition(uri, at(merge, '"⟦shop"'))).toEqual([linkTo(range(8, 13, 19), "shop.py", 8)]);
  });

  it("leads from the beginning of an id to all that begin so, and from a constant to all that it holds", async () => {
    project.write(`${versions}/other.py`, script("e5e5ff"));
    const begun = script("x", '"e5e5"');
    const uri = await open("x.py", begun);
    expect(await definition(uri, at(begun, '"e5⟦e5"'))).toEqual([
      linkTo(range(7, 16, 22), "other.py", 8),
      linkTo(range(7, 16, 22), "shop.py", 8),
    ]);
    const constant = script("x").replace("down_revision = None", 'PARENTS = ("b2", "c3")\ndown_revision = PARENTS');
    await client.change(uri, { text: constant });
    expect(await definition(uri, at(constant, "= PAR⟦ENTS"))).toEqual([
      linkTo(range(8, 16, 23), "b.py"),
      linkTo(range(8, 16, 23), "c.py"),
    ]);
  });

  it("stays where the id itself is assigned", async () => {
    const uri = await open("d.py", merge);
    expect(await definition(uri, at(merge, '= "d⟦4"'))).toEqual([linkTo(range(6, 11, 15), "d.py")]);
  });

  it("gives places to a client that knows no links", async () => {
    const uri = await open("d.py", merge, plain);
    expect(await definition(uri, at(merge, '("b⟦2"'))).toEqual([own("b.py")]);
  });

  it("follows what other editors hold", async () => {
    const uri = await open("d.py", merge);
    const moved = `# moved\n${script("b2", '"a1"')}`;
    await client.open(path("b.py"), moved);
    await client.pull(uriOf("b.py"));
    const target = range(7, 11, 15);
    expect(await definition(uri, at(merge, '("b⟦2"'))).toEqual([
      expect.objectContaining({ targetUri: uriOf("b.py"), targetSelectionRange: target }),
    ]);
  });

  it("finds nothing elsewhere, nor where there is no environment", async () => {
    const uri = await open("d.py", merge);
    expect(await definition(uri, at(merge, "def up⟦grade"))).toBeNull();
    expect(await definition(uri, at(merge, '"""Revision d⟦4'))).toBeNull();
    const alone = await client.open("/nowhere/versions/d.py", merge);
    const untitled = await client.open("untitled:Untitled-1", merge);
    for (const other of [alone, untitled]) {
      const position = at(merge, '("b⟦2"');
      expect(await definition(other, position)).toBeNull();
      expect(await references(other, position)).toBeNull();
      expect(await hover(other, position)).toBeNull();
    }
  });
});

describe("references", () => {
  it("are all places that name the revision, and its own on request", async () => {
    const uri = await open("0001.py", texts["0001.py"] ?? "");
    const position = at(script("a1"), '= "a⟦1"');
    const named = [
      { uri: uriOf("b.py"), range: range(7, 16, 20) },
      { uri: uriOf("c.py"), range: range(7, 16, 20) },
    ];
    expect(await references(uri, position)).toEqual(named);
    expect(await references(uri, position, true)).toEqual([own("0001.py"), ...named]);
  });

  it("are the same from where it is named; a label names it, too", async () => {
    const uri = await open("d.py", merge);
    expect(await references(uri, at(merge, '"⟦c3"'))).toEqual([{ uri, range: range(7, 23, 27) }]);
    expect(await references(uri, at(merge, '"⟦shop"'))).toEqual([{ uri, range: range(8, 13, 19) }]);
    expect(await references(uri, at(merge, '= "d⟦4"'))).toEqual([]);
  });
});

describe("a hover", () => {
  it("tells what an id stands for", async () => {
    const uri = await open("d.py", merge);
    expect(await hover(uri, at(merge, '("b⟦2"'))).toEqual({
      contents: {
        kind: "markdown",
        value: [
          "`b2` **Adds the column \\`note\\` to \\<events\\>**",
          `[b.py](${uriOf("b.py")}#L7)`,
          `↑ follows [a1 Revision a1](${uriOf("0001.py")}#L7)`,
          `↓ followed by [d4 Revision d4](${uri}#L7)`,
        ].join("  \n"),
      },
      range: range(7, 17, 21),
    });
  });

  it("names what is special about a revision", async () => {
    const uri = await open("d.py", merge);
    const value = async (position: Position) => {
      const { contents } = (await hover(uri, position)) ?? {};
      return typeof contents === "object" && "value" in contents ? contents.value.split("  \n") : [];
    };
    expect(await value(at(merge, '= "d⟦4"'))).toEqual([
      "`d4` **Revision d4** · head · merge",
      `[d.py](${uri}#L7)`,
      `↑ follows [b2 Adds the column \\\`note\\\` to \\<events\\>](${uriOf("b.py")}#L7)`,
      `↑ follows [c3 Revision c3](${uriOf("c.py")}#L7)`,
      `↑ depends on [e5e5e5 Revision e5e5e5](${uriOf("shop.py")}#L7)`,
    ]);
    expect((await value(at(merge, '"⟦shop"')))[0]).toBe("`e5e5e5` **Revision e5e5e5** · head · base · label `shop`");
    await client.change(uri, { text: merge.replace('"b2", "c3"', '"a1", "c3"') });
    expect((await value({ line: 7, character: 19 }))[0]).toBe("`a1` **Revision a1** · branch point · base");
  });
});

describe("the lenses over `revision`", () => {
  const capabilities: ClientCapabilities = {
    ...links,
    workspace: { ...modern.workspace, codeLens: { refreshSupport: true } },
    experimental: { commands: { commands: ["alembicGuidelines.revealRevision"] } },
  };
  const lenses = async (uri: string) => {
    const found = (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
    const lines = found.map(({ range: over, command }) => ({ line: over.start.line, ...command }));
    return lines.filter(({ title }) => !title?.startsWith("Checklist: "));
  };

  it("lead to what it follows, and to what follows it", async () => {
    const uri = await open("b.py", texts["b.py"] ?? "", capabilities);
    expect(await lenses(uri)).toEqual([
      {
        line: 6,
        title: "↑ previous: a1 Revision a1",
        command: "alembic-guidelines.openRevision",
        arguments: [own("0001.py")],
      },
      {
        line: 6,
        title: "↓ next: d4 Revision d4",
        command: "alembic-guidelines.openRevision",
        arguments: [own("d.py")],
      },
    ]);
  });

  it("name each parent, in short, and say that it is a head", async () => {
    project.write(`${versions}/c.py`, script("c3", '"a1"').replace("Revision c3", "A message ".repeat(9)));
    const uri = await open("d.py", merge, capabilities);
    expect((await lenses(uri)).map(({ title }) => title)).toEqual([
      "↑ previous: b2 Adds the column `note` to <events>",
      "↑ previous: c3 A message A message A message A mess…",
      "head",
    ]);
    expect((await lenses(uri)).at(-1)).toMatchObject({
      command: "alembicGuidelines.revealRevision",
      arguments: [uri],
    });
  });

  it("are asked for again when another script follows", async () => {
    const uri = await open("d.py", merge, capabilities);
    let refreshed = (): void => {};
    client.connection.onRequest(CodeLensRefreshRequest.type, () => refreshed());
    expect((await lenses(uri)).at(-1)).toMatchObject({ title: "head" });
    const follower = project.write(`${versions}/f.py`, script("f6", '"d4"'));
    await client.changeFiles(follower);
    const wanted = "↓ next: f6 Revision f6";
    // The first refresh may be that of the revisions being known at all.
    for (let next = refresh(); (await lenses(uri)).at(-1)?.title !== wanted; next = refresh()) await next;
    function refresh(): Promise<void> {
      return new Promise((resolve) => {
        refreshed = resolve;
      });
    }
  });

  it("are left out for a client that could not carry them out", async () => {
    const uri = await open("d.py", merge, plain);
    expect(await lenses(uri)).toEqual([]);
  });

  it("name a command that any client can send", async () => {
    await open("d.py", merge, capabilities);
    const shown = new Promise((resolve) => {
      client.connection.onRequest(ShowDocumentRequest.type, (params) => {
        resolve(params);
        return { success: true };
      });
    });
    expect(await client.execute("alembic-guidelines.openRevision", own("b.py"))).toBeNull();
    expect(await shown).toEqual({ uri: uriOf("b.py"), selection: range(6, 11, 15), takeFocus: true });
    await expect(client.execute("alembic-guidelines.openRevision", "b.py")).rejects.toThrow(
      "What is to be opened is no place.",
    );
  });
});

describe("workspace symbols", () => {
  const find = async (query: string) =>
    ((await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query })) ?? []).map(({ name }) => name);

  it("are found by id and by message, what is most alike first, the newest first", async () => {
    await open("d.py", merge);
    const note = "b2 Adds the column `note` to <events>";
    expect(await find("")).toEqual([
      "d4 Revision d4",
      note,
      "c3 Revision c3",
      "a1 Revision a1",
      "e5e5e5 Revision e5e5e5",
    ]);
    expect(await find("B2")).toEqual([note]);
    expect(await find("events col")).toEqual([note]);
    expect(await find("rvsn e5")).toEqual(["e5e5e5 Revision e5e5e5"]);
    expect(await find("c3")).toEqual(["c3 Revision c3"]);
    expect(await find("zzz")).toEqual([]);
  });

  it("say in which environment they lie", async () => {
    project.write("plugin/env.py", "from alembic import context\n");
    project.write(
      "plugin/versions/1.py",
      script("p1").replace("Revision p1", "The first paragraph\nis the message\n\nNot this one."),
    );
    await open("d.py", merge);
    const found = await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: "p1 first" });
    expect(found).toEqual([
      {
        name: "p1 The first paragraph is the message",
        kind: 24,
        containerName: "plugin",
        location: { uri: pathToFileURL(project.path("plugin/versions/1.py")).href, range: range(9, 11, 15) },
      },
    ]);
  });
});

describe("completion", () => {
  const complete = async (uri: string, position: Position) => {
    const offered = await client.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    const items = Array.isArray(offered) ? offered : (offered?.items ?? []);
    return items.toSorted((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));
  };
  const draft = (value: string) => script("new").replace("down_revision = None", `down_revision = ${value}`);

  async function offered(marked: string): Promise<{ ids: string[]; ranges: unknown[] }> {
    const text = draft(marked.replace("⟦", ""));
    const uri = await open("new.py", text);
    const items = await complete(uri, at(text, `down_revision = ${marked}`));
    const ranges = items.map(({ textEdit }) => textEdit && "range" in textEdit && textEdit.range);
    return { ids: items.map(({ label }) => label), ranges };
  }

  it("offers heads first, then the newest, with message and file", async () => {
    const text = draft('""');
    const uri = await open("new.py", text);
    const items = await complete(uri, at(text, 'down_revision = "⟦"'));
    expect(items.map(({ label }) => label)).toEqual(["d4", "e5e5e5", "b2", "c3", "a1"]);
    expect(items[2]).toEqual({
      label: "b2",
      kind: 23,
      detail: "Adds the column `note` to <events>",
      labelDetails: { description: "Adds the column `note` to <events>" },
      documentation: `${versions}/b.py`,
      filterText: "b2 Adds the column `note` to <events>",
      sortText: "000002",
      textEdit: { range: range(7, 17, 17), newText: "b2" },
    });
  });

  it.each([
    ['"b⟦2"', range(7, 17, 19)],
    ['"b⟦', range(7, 17, 18)],
    ["'⟦", range(7, 17, 17)],
    ['("a1", "x⟦y")', range(7, 24, 26)],
    ['("b⟦, "c3")', range(7, 18, 19)],
  ])("replaces what stands in the string: %s", async (marked, whole) => {
    const { ids, ranges } = await offered(marked);
    expect(ids).toEqual(["d4", "e5e5e5", "b2", "c3", "a1"]);
    expect(ranges).toEqual(ids.map(() => whole));
  });

  it.each(["⟦None", '"a1"⟦', '"a1"  # "⟦'])("offers nothing outside of a string: %s", async (marked) => {
    expect((await offered(marked)).ids).toEqual([]);
  });

  it("does not offer a script itself, nor what follows it", async () => {
    const text = texts["b.py"] ?? "";
    const uri = await open("b.py", text);
    expect((await complete(uri, at(text, 'down_revision = "⟦a1'))).map(({ label }) => label)).toEqual([
      "c3",
      "e5e5e5",
      "a1",
    ]);
  });

  it("goes on in the lines of a tuple, and in depends_on", async () => {
    const text = script("new", "None", 'depends_on: tuple = (\n    "c3",  # first, "\n    "",\n)\n');
    const uri = await open("new.py", text);
    const [item] = await complete(uri, at(text, '\n    "⟦",'));
    expect(item?.textEdit).toEqual({ range: range(10, 5, 5), newText: "d4" });
    expect(await complete(uri, at(text, "def up⟦grade"))).toEqual([]);
  });
});

describe("the command that gives all revisions", () => {
  it("has them in lines, with heads and problems", async () => {
    project.write(`${versions}/lost.py`, script("f6", '"gone"'));
    await open("d.py", merge);
    const answer = await client.execute("alembic-guidelines.revisions");
    expect(answer).toEqual([
      expect.objectContaining({
        name: "migrations",
        heads: [0, 4, 5],
        lines: [
          { revisions: [0, 1, 2], into: null, from: null },
          { revisions: [3], into: 0, from: 2 },
          { revisions: [4], into: null, from: null },
          { revisions: [5], into: null, from: null },
        ],
        problems: [
          {
            message: "'f6' names 'gone' in down_revision, which no script has",
            places: [{ uri: uriOf("lost.py"), range: range(7, 16, 22) }],
          },
        ],
      }),
    ]);
    const [{ revisions }] = JSON.parse(JSON.stringify(answer));
    expect(revisions.map(({ id }: { id: string }) => id)).toEqual(["d4", "b2", "a1", "c3", "f6", "e5e5e5"]);
    expect(revisions[0]).toEqual({
      id: "d4",
      message: "Revision d4",
      place: own("d.py"),
      traits: ["head", "merge"],
      hasProblem: false,
      labels: [],
      follows: ["b2", "c3"],
      dependsOn: ["shop"],
      followedBy: [],
    });
    expect(revisions[5]).toMatchObject({ id: "e5e5e5", labels: ["shop"], traits: ["head", "base"] });
    expect(revisions[4]).toMatchObject({ id: "f6", hasProblem: true, traits: ["head"] });
  });

  it("gives none in a folder without an environment", async () => {
    client = await LanguageClient.start(modern, undefined, [project.path(versions)]);
    expect(await client.execute("alembic-guidelines.revisions")).toEqual([]);
  });

  it("is announced to a client that listens when revisions have changed, not when only what they do has", async () => {
    const experimental = { notifications: { notifications: ["alembic-guidelines/revisionsChanged"] } };
    client = await LanguageClient.start({ ...modern, experimental }, undefined, [project.folder]);
    let told = 0;
    let notice = (): void => {};
    client.connection.onNotification("alembic-guidelines/revisionsChanged", () => {
      told++;
      notice();
    });
    const next = () => new Promise<void>((resolve) => (notice = resolve));
    const indexed = next();
    await client.execute("alembic-guidelines.revisions");
    await indexed;
    expect(told).toBe(1);
    const { refreshes } = client;
    const uri = await client.open(path("d.py"), merge);
    await client.pull(uri);
    await client.change(uri, { text: merge.replace("pass", 'op.execute("SELECT 1")') });
    await client.pull(uri);
    const renamed = next();
    await client.change(uri, { text: merge.replace("Revision d4", "Another message") });
    await client.pull(uri);
    await renamed;
    expect(told).toBe(2);
    expect(client.refreshes).toBeGreaterThanOrEqual(refreshes);
    const [{ revisions }] = JSON.parse(JSON.stringify(await client.execute("alembic-guidelines.revisions")));
    expect(revisions[0]).toMatchObject({ id: "d4", message: "Another message" });
  });
});
