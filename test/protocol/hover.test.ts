import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HoverRequest, MarkupContent } from "vscode-languageserver-protocol/node";
import { rulePage } from "../../server/src/rule-pages.ts";
import { LanguageClient, modern } from "./language-client.ts";
import { SampleProject } from "./sample-project.ts";
import { atCaret, earlier, nextScript, textIn } from "./words-project.ts";

const versions = "migrations/versions";
let project: SampleProject;
let client: LanguageClient;
let uri: string;

beforeAll(async () => {
  project = new SampleProject(earlier);
  client = await LanguageClient.start(modern, undefined, [project.folder]);
  uri = await client.open(project.path(`${versions}/0003.py`), nextScript("pass"));
});

afterAll(async () => {
  expect(await client.stop()).toBe(0);
  project.remove();
});

/** What is told at the `‸` of the lines of an `upgrade`, and of which text. */
async function hoverAt(...lines: readonly string[]): Promise<{ readonly of: string; readonly text: string } | null> {
  const { text, position } = atCaret(nextScript(...lines));
  await client.change(uri, { text });
  const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  if (hover === null || hover.range === undefined || !MarkupContent.is(hover.contents)) return null;
  return { of: textIn(text, hover.range), text: hover.contents.value };
}

/** The link to a line of a script. */
function link(name: string, label: string, line: number, character: number): string {
  return `[${label}](${pathToFileURL(project.path(`${versions}/${name}`)).href}#L${line},${character})`;
}

describe("hovering over a squiggle", () => {
  it.only("explains", async () => {
    for (const lines of [
      ["op.execute(\"ALTER TYPE mood ‸ADD VALUE 'new'\")"],
      ['op.drop_column("us‸ers", "name")'],
      ['op.drop_column("users", "na‸me")'],
      ['op.drop_column("users", "nix‸")'],
      ['op.drop_table("ol‸d")'],
      ['op.drop_index("ix_users‸_mood")'],
      ['op.drop_constraint("uq_users‸_name", "users")'],
      ['op.add_column("users", sa.Column("new‸", sa.Integer()))'],
      ["op.execute(\"UPDATE users SET mood = 'ca‸lm'\")"],
      ["op.execute(\"UPDATE users SET mood = 'ca‸l'\")"],
      ["safe_add_‸enum_value('mood', 'calm')"],
      ["safe_add_enum_value('mo‸od', 'calm')"],
      ['op.execute("SELECT total FROM app.or‸ders")'],
      ['op.execute("SELECT to‸tal FROM app.orders")'],
      ['op.execute("SELECT total FROM ap‸p.orders")'],
      ["op.drop_table('x') # alembic-guidelines: ignore[missing-if-ex‸ists]"],
      ["op.drop_table('x') # alembic-guidelines: ignore[missing-if-ex‸ist]"],
      ["op.drop_table('nix‸')"],
    ])
      console.log(lines[0], "\n", (await hoverAt(...lines))?.of, "\n", (await hoverAt(...lines))?.text);
  });
});
void rulePage;
void link;
void describe;
