import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Language, Parser } from "web-tree-sitter";
import { guidelineTemplate } from "../../server/src/project/new-migration/guideline-template.ts";
import { fillTemplate } from "../../server/src/project/new-migration/revision-template.ts";
import { engine } from "../engine.ts";
import { findingsOf } from "../rule-case.ts";
import { bodyOf, expand, migrationOf, snippetMigrations, snippets } from "../snippets.ts";

const root = join(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);

/** The guideline's first Python block after `heading` and, where given, after `marker`; without its trailing blanks. */
function guidelineCode(heading: string, marker = ""): string {
  const text = readFileSync(join(root, "docs/alembic-migration-guidelines.md"), "utf8");
  const from = text.indexOf(marker, text.indexOf(heading));
  const open = "```python\n";
  const start = text.indexOf(open, from) + open.length;
  return text.slice(start, text.indexOf("```", start)).replace(/ +$/gm, "").trimEnd();
}

const patterns = [
  { name: "Alembic: add enum value", heading: "### Pattern 1" },
  { name: "Alembic: add several enum values", heading: "### 2. Adding Multiple" },
  { name: "Alembic: check that a schema exists", heading: "### 3. Checking Schema", marker: "ALWAYS DO THIS" },
  { name: "Alembic: add column", heading: "### Pattern 2" },
  { name: "Alembic: create index", heading: "### Pattern 3" },
  { name: "Alembic: change column type", heading: "### Pattern 4" },
];

test.each(patterns)("$name is the guideline's code", ({ name, heading, marker }) => {
  expect(expand(bodyOf(name))).toBe(guidelineCode(heading, marker));
});

test("the pattern of section 1 is Pattern 1", () => {
  expect(guidelineCode("### 1. Adding Enum", "ALWAYS DO THIS")).toBe(guidelineCode("### Pattern 1"));
});

test("the template is the guideline's, but for today's date and a downgrade that drops the added column", () => {
  const guideline = guidelineCode("## Migration Template");
  const pass = [
    "    # PostgreSQL enums can't be removed, so this is often a no-op",
    "    # For other changes, provide proper rollback logic",
    "    pass",
  ].join("\n");
  const drop = [
    "    # PostgreSQL enum values can't be removed: they stay",
    "    conn = op.get_bind()",
    '    conn.execute(sa.text("""',
    "        ALTER TABLE table_name",
    "        DROP COLUMN IF EXISTS column_name",
    '    """))',
  ].join("\n");
  expect(guideline).toContain(pass);
  expect(expand(bodyOf("Alembic: migration"))).toBe(
    guideline.replace("YYYY-MM-DD", "CURRENT_YEAR-CURRENT_MONTH-CURRENT_DATE").replace(pass, drop),
  );
});

test("every snippet has its place in a migration", () => {
  const used = snippetMigrations.flatMap(({ upgrade, downgrade }) => [upgrade.name, downgrade.name]);
  expect(Object.keys(snippets).sort()).toEqual([...new Set(["Alembic: migration", ...used])].sort());
});

const migrations = snippetMigrations.map((each) => ({
  ...each,
  title: `${each.upgrade.name}; ${each.downgrade.name}`,
}));

test.each(migrations)("$title: nothing is found in the migration", async (given) => {
  const untouched = {
    ...given,
    upgrade: { ...given.upgrade, typed: {} },
    downgrade: { ...given.downgrade, typed: {} },
  };
  for (const source of [migrationOf(given), migrationOf(untouched)]) {
    expect(findingsOf(await engine(), source), source).toEqual([]);
  }
});

test("nothing is found in the template", async () => {
  expect(findingsOf(await engine(), expand(bodyOf("Alembic: migration")))).toEqual([]);
});

test("no two snippets share a prefix", () => {
  const prefixes = Object.values(snippets).flatMap((snippet) => snippet.prefix);
  expect(prefixes).toEqual([...new Set(prefixes)]);
});

describe.each(Object.keys(snippets))("%s", (name) => {
  let parser: Parser;
  beforeAll(async () => {
    await Parser.init();
    parser = new Parser();
    parser.setLanguage(await Language.load(require.resolve("tree-sitter-python/tree-sitter-python.wasm")));
  });

  test("has its tab stops in reading order, and ends at its end", () => {
    const numbers = [...bodyOf(name).matchAll(/\$\{?(\d+)/g)].map((match) => Number(match[1]));
    const inOrder = [...new Set(numbers)];
    expect(inOrder).toEqual([...inOrder.slice(0, -1).map((_, index) => index + 1), 0]);
    expect(bodyOf(name).endsWith("$0")).toBe(true);
  });

  test("is valid Python", () => {
    const tree = parser.parse(expand(bodyOf(name)));
    expect(tree?.rootNode.hasError).toBe(false);
    tree?.delete();
  });
});

// VS Code suggests a prefix for letters in its order, the first of them at the beginning of a word, and takes it on Enter.
test.each("sa op pass raise return break continue None True False".split(" "))(
  "a line that ends in `%s` can be ended with Enter: no prefix answers to it",
  (word) => {
    const fuzzy = new RegExp(`(?:^|-)${[...word].join(".*")}`, "i");
    const answering = Object.values(snippets).flatMap(({ prefix }) => prefix.filter((each) => fuzzy.test(each)));
    expect(answering).toEqual([]);
  },
);

test("the template of `alembic-guidelines new` is the snippet's", () => {
  const text = expand(bodyOf("Alembic: migration")).trimEnd();
  const today = /^Create Date: (.*)$/m.exec(text)?.[1] ?? "";
  const revision = "xyz_description";
  const previous = "previous_revision";
  const filled = fillTemplate(guidelineTemplate("alembic.utils.safe_enum_addition"), {
    message: "Description of what this migration does.",
    up_revision: revision,
    down_revision: previous,
    create_date: today,
  });
  // Python's `repr` has single quotes.
  const quoted = (id: string) => [`'${id}'`, `"${id}"`] as const;
  const asInSnippet = [revision, previous].map(quoted).reduce((all, [one, two]) => all.replace(one, two), filled);
  expect(asInSnippet.trimEnd()).toBe(text);
});
