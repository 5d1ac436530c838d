import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClientCapabilities, HoverRequest, MarkupContent } from "vscode-languageserver-protocol/node";
import { guidelinePage, rulePage } from "../../server/src/rule-pages.ts";
import { LanguageClient, modern } from "./language-client.ts";
import { SampleProject } from "./sample-project.ts";
import { atCaret, earlier, nextScript, textIn } from "./words-project.ts";

const versions = "migrations/versions";
let project: SampleProject;
let client: LanguageClient;

beforeAll(async () => {
  project = new SampleProject(earlier);
  client = await start(modern);
});

afterAll(async () => {
  expect(await client.stop()).toBe(0);
  project.remove();
});

function start(capabilities: ClientCapabilities): Promise<LanguageClient> {
  return LanguageClient.start(capabilities, undefined, [project.folder]);
}

/** What is told at the `‸` of a script, and of which text; null where nothing is. */
async function hoverIn(marked: string, asked = client): Promise<readonly [of: string, told: string] | null> {
  const { text, position } = atCaret(marked);
  const uri = await asked.open(project.path(`${versions}/0003.py`), text);
  const hover = await asked.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  await asked.close(uri);
  if (hover === null || hover.range === undefined || !MarkupContent.is(hover.contents)) return null;
  expect(hover.contents.kind).toBe("markdown");
  return [textIn(text, hover.range), hover.contents.value];
}

/** The same for lines of an `upgrade`. */
function hoverAt(...lines: readonly string[]): Promise<readonly [of: string, told: string] | null> {
  return hoverIn(nextScript(...lines));
}

/** The link to a place in a revision. */
function revision(name: "0001" | "0002", line: number, character: number): string {
  const label = name === "0001" ? "`0001_base` Create the users" : "`0002_mood` Add a mood";
  return `[${label}](${pathToFileURL(project.path(`${versions}/${name}.py`)).href}#L${line},${character})`;
}

const helperFix = `\`\`\`python
from migrations.utils.safe_enum_addition import safe_add_enum_value

def upgrade() -> None:
    safe_add_enum_value('eventtype', 'new_value')
\`\`\``;

describe("at a squiggle", () => {
  const line = "op.execute(\"ALTER TYPE mood ADD ‸VALUE 'new'\")";
  const rule = (link: string | null) => `**enum-add-without-helper** · warning  
\`ALTER TYPE … ADD VALUE\` without the helper: it fails on a database that has the value already.  
Fix: Use safe_add_enum_value (safe)  
[Why, and what else helps](${link})

${helperFix}`;

  it("is told what the rule says, what its fix does, and what is right", async () => {
    expect(await hoverAt(line)).toEqual([
      "ALTER TYPE mood ADD VALUE 'new'",
      rule("command:alembicGuidelines.showRule?%5B%22enum-add-without-helper%22%5D"),
    ]);
  });

  it("leads to the page itself, where the client has no command for it", async () => {
    const other = await start({ ...modern, experimental: {} });
    expect(await hoverIn(nextScript(line), other)).toEqual([
      "ALTER TYPE mood ADD VALUE 'new'",
      rule(rulePage("enum-add-without-helper")),
    ]);
    expect(await other.stop()).toBe(0);
  });

  it("goes on with what is known of the name that it is about", async () => {
    const [of, told] = (await hoverAt("op.execute(\"ALTER TYPE mo‸od ADD VALUE 'new'\")")) ?? [];
    expect(of).toBe("ALTER TYPE mood ADD VALUE 'new'");
    expect(told).toContain(`${helperFix}\n\n---\n\n**enum type** \`mood\``);
  });
});

describe("at a rule's name in a suppression comment", () => {
  it("is told what the rule says", async () => {
    const told = await hoverAt("op.drop_table('old')  # alembic-guidelines: ignore[missing-if-ex‸ists]");
    expect(told?.[0]).toBe("missing-if-exists");
    expect(told?.[1].split("\n").slice(0, 4)).toEqual([
      "**missing-if-exists** · warning  ",
      "Something is dropped, or a table renamed, without `IF EXISTS`: a second run fails.  ",
      "It has a fix (safe).  ",
      "[Why, and what else helps](command:alembicGuidelines.showRule?%5B%22missing-if-exists%22%5D)",
    ]);
  });

  it("is told which one an unknown name is like", async () => {
    expect(await hoverAt("pass  # alembic-guidelines: ignore[missing-if-ex‸ist]")).toEqual([
      "missing-if-exist",
      "No rule is named `missing-if-exist`; did you mean 'missing-if-exists'?",
    ]);
  });
});

describe("at the enum helper", () => {
  const purpose =
    "**safe_add_enum_value** · enum helper  \nAdds a value to an enum type, unless the type has it already: no error, no aborted transaction.";
  const reason = () =>
    `\`ALTER TYPE … ADD VALUE\` fails on a value that is there, and PostgreSQL then aborts the transaction, whatever Python catches ([guideline, 1. Adding Enum Values](${guidelinePage()})).`;
  const source = () =>
    `From \`migrations.safe_enum_addition\`: [safe_enum_addition.py](${pathToFileURL(project.path("migrations/safe_enum_addition.py")).href})`;

  it("is told what it does and where it is from, at its import", async () => {
    const script = nextScript("pass").replace("safe_add_enum_value\n", "safe_add_‸enum_value\n");
    expect(await hoverIn(script)).toEqual(["safe_add_enum_value", `${purpose}\n\n${source()}\n\n${reason()}`]);
  });

  it("is told at a call what the type has, and that it has the value", async () => {
    expect(await hoverAt("safe_add_en‸um_value('mood', 'calm')")).toEqual([
      "safe_add_enum_value",
      `${purpose}\n\n${source()}\n\n${reason()}\n\n${moodText()}\n\nThere already: \`'calm'\``,
    ]);
  });

  it("does not say so of a new value", async () => {
    const [, told] = (await hoverAt("safe_add_en‸um_value('mood', 'angry')")) ?? [];
    expect(told).toBe(`${purpose}\n\n${source()}\n\n${reason()}\n\n${moodText()}`);
  });
});

function moodText(): string {
  return `**enum type** \`mood\`

\`\`\`sql
mood ('happy', 'calm', 'sad')
\`\`\`

Created in ${revision("0001", 15, 5)}  
\`'calm'\` added in ${revision("0002", 13, 17)}`;
}

describe("at a name", () => {
  const cases: readonly (readonly [line: string, of: string, told: () => string])[] = [
    [
      'op.drop_column("us‸ers", "name")',
      "users",
      () => `**table** \`users\`

\`\`\`sql
users (
  id integer NOT NULL DEFAULT nextval('users_id_seq')
  mood mood NOT NULL DEFAULT 'happy'
  name character varying(50)
)
\`\`\`

Created in ${revision("0001", 15, 5)}`,
    ],
    [
      'op.drop_column("users", "na‸me")',
      "name",
      () =>
        `**column** \`users.name\`\n\n\`\`\`sql\nname character varying(50)\n\`\`\`\n\nCreated in ${revision("0001", 15, 5)}`,
    ],
    [
      "op.execute(\"UPDATE users SET mo‸od = 'sad'\")",
      "mood",
      () =>
        `**column** \`users.mood\`\n\n\`\`\`sql\nmood mood NOT NULL DEFAULT 'happy'\n\`\`\`\n\nCreated in ${revision("0001", 15, 5)}`,
    ],
    [
      "op.execute(\"UPDATE users SET mood = 'ca‸lm'\")",
      "calm",
      () =>
        `**value** \`'calm' of mood\`\n\n\`\`\`sql\nmood ('happy', 'calm', 'sad')\n\`\`\`\n\n\`'calm'\` added in ${revision("0002", 13, 17)}`,
    ],
    [
      "op.execute(\"UPDATE users SET mood = 'ang‸ry'\")",
      "angry",
      () =>
        "**value** `'angry' of mood`\n\n```sql\nmood ('happy', 'calm', 'sad')\n```\n\nThe type has no such value here.",
    ],
    ["op.alter_column('users', 'name', type_=sa.Enum(name='mo‸od'))", "mood", moodText],
    [
      'op.drop_index("ix_users‸_mood")',
      "ix_users_mood",
      () =>
        `**index** \`ix_users_mood\`\n\n\`\`\`sql\nCREATE INDEX ix_users_mood ON users (mood);\n\`\`\`\n\nCreated in ${revision("0001", 22, 5)}`,
    ],
    [
      'op.drop_constraint("uq_users‸_name", "users")',
      "uq_users_name",
      () =>
        `**unique constraint** \`uq_users_name of users\`\n\n\`\`\`sql\nCONSTRAINT uq_users_name UNIQUE (name)\n\`\`\`\n\nCreated in ${revision("0001", 15, 5)}`,
    ],
    [
      'op.execute("SELECT total FROM ap‸p.orders")',
      "app",
      () => `**schema** \`app\`\n\nCreated in ${revision("0001", 14, 17)}`,
    ],
    ['op.drop_table("ol‸d")', "old", () => `**table** \`old\`\n\nDropped in ${revision("0002", 14, 5)}`],
    ['op.drop_column("users", "ag‸e")', "age", () => "**column** `users.age`\n\nThe table has none here."],
    [
      'op.add_column("users", sa.Column("ag‸e", sa.Integer()))',
      "age",
      () => "**column** `users.age`\n\n```sql\nage integer\n```\n\nCreated in this migration",
    ],
  ];
  it.each(cases)("is told what the history knows of it: %s", async (line, of, told) => {
    expect(await hoverAt(line)).toEqual([of, told()]);
  });

  it("counts what the migration has done up to there, on both ways", async () => {
    expect((await hoverAt('op.drop_table("users")', 'op.drop_column("us‸ers", "name")'))?.[1]).toBe(
      "**table** `users`\n\nDropped in this migration",
    );
    const script = nextScript('op.create_table("new", sa.Column("id", sa.Integer()))').replace(
      "def downgrade():\n    pass",
      'def downgrade():\n    op.execute("DROP TABLE ne‸w")',
    );
    expect((await hoverIn(script))?.[1]).toContain(
      "**table** `new`\n\n```sql\nnew (\n  id integer\n)\n```\n\nCreated in this migration",
    );
  });

  const silent = [
    'op.drop_table("nev‸er")',
    'x = "us‸ers"',
    'op.execute("SELECT na‸me FROM unknown_to_us")',
    'op.drop_column(table_of(), "na‸me")',
    "op.exec‸ute('SELECT 1')",
  ];
  it.each(silent)("says nothing of what is not known: %s", async (line) => {
    expect(await hoverAt(`${line}  # alembic-guidelines: ignore[missing-if-exists]`)).toBeNull();
  });

  it("says what keeps it from being known", async () => {
    const told = await hoverAt("op.execute(statement_of())", 'op.execute("SELECT na‸me FROM users")');
    expect(told).toBeNull();
    const sure = await hoverAt(
      "op.execute(statement_of())",
      'op.execute("ALTER TABLE users ALTER na‸me SET NOT NULL")',
    );
    expect(sure?.[1]).toBe(
      "**column** `users.name`\n\nNot known here: something is done in this migration that is not understood.",
    );
  });
});
