import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import type { ClientCapabilities, Diagnostic } from "vscode-languageserver-protocol/node";
import { engine } from "../engine.ts";
import { Choices } from "../random-choices.ts";
import { BusyEditor } from "./busy-editor.ts";
import { LanguageClient, modern } from "./language-client.ts";
import { SampleProject } from "./sample-project.ts";

/** `EDITS=10000 SEED=7 npx vitest run --project protocol server-under-load` does more, by hand. */
const edits = Number(process.env.EDITS ?? 600);
const seed = Number(process.env.SEED ?? 20261126);
const timeout = 60_000 + edits * 300;

/** Longer than the server waits for more changes before it answers them. */
const QUIET_MS = 1_000;

/** An editor that pushes can be asked for its settings, and tells of files, as one that pulls. */
const pushing: ClientCapabilities = { ...modern, textDocument: { publishDiagnostics: { relatedInformation: true } } };

const clients: readonly [name: string, capabilities: ClientCapabilities][] = [
  ["pulls", modern],
  ["is pushed to", pushing],
];

test.each(clients)(
  "a client that %s is told, in the end, what a new server says",
  { timeout },
  async (_, capabilities) => {
    const project = new SampleProject({ "migrations/versions/0001.py": "" });
    const client = await LanguageClient.start(capabilities);
    const editor = new BusyEditor(client, project, new Choices(seed));
    await editor.openAll();
    await editor.work(edits * 0.4);
    const before = client.memory();
    await editor.work(edits * 0.6);
    const after = client.memory();
    await editor.openAll();
    const { read } = await engine();
    await editor.finishRevisions((text) => read(text, true)?.module.damage.length !== 0);
    await settle(editor, client);
    await editor.changeSurroundings();
    const settled = await settle(editor, client);

    const fresh = await LanguageClient.start(capabilities);
    fresh.settings = client.settings;
    for (const { path, text, version } of editor.files) await fresh.open(path, text, "python", version);
    const expected = await settle(editor, fresh);
    for (const { path, uri } of editor.files) expect([path, settled.get(uri)]).toEqual([path, expected.get(uri)]);
    // All is not well, or nothing has been compared.
    expect([...expected.values()].flat().length).toBeGreaterThan(10);

    expect(editor.failedRequests).toEqual([]);
    expect(client.logged).toEqual(fresh.logged);
    expect(client.shown).toEqual(fresh.shown);
    expectNoneStale(editor);
    console.log(`${edits} edits, memory ${(after / before).toFixed(2)} × that after 40 % of them`);
    expect(after / before).toBeLessThan(1.5);
    expect(await client.stop()).toBe(0);
    expect(await fresh.stop()).toBe(0);
    project.remove();
  },
);

/** Gives each document's diagnostics once the server has nothing more to say. */
async function settle(
  { files }: BusyEditor,
  client: LanguageClient,
): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const said = () => client.refreshes + client.published.length;
  for (let before = -1; before !== said(); ) {
    before = said();
    if (client.pulls) for (const { uri } of files) await client.pull(uri);
    await delay(QUIET_MS);
  }
  const result = new Map<string, readonly Diagnostic[]>();
  for (const { uri, version } of files) {
    if (client.pulls) result.set(uri, await client.pull(uri));
    else result.set(uri, (await client.pushed(uri, (params) => params.version === version)).diagnostics);
  }
  return result;
}

/** What is pushed is never about an older text than what came before, and never about a document after it was closed and cleared. */
function expectNoneStale({ client, files }: BusyEditor): void {
  for (const { uri, opened } of files) {
    let closed = 0;
    let last = 0;
    for (const { version, diagnostics } of client.published.filter((params) => params.uri === uri)) {
      if (version === undefined) {
        expect(diagnostics).toEqual([]);
        closed++;
        last = opened[closed] ?? Number.POSITIVE_INFINITY;
      } else {
        expect(version).toBeGreaterThanOrEqual(last);
        last = version;
      }
    }
  }
}
