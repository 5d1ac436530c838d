// `npm run new-rule NAME`: makes a rule's file, page and test, and puts it into the list of rules.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const listFile = "server/src/rules/index.ts";

/**
 * Makes a new rule.
 * @param {string} name as users write it: words in lower case, joined by hyphens
 * @param {string} root the checkout
 * @returns {string[]} the files that were written, relative to `root`
 * @throws Error when the name can't be a rule's, or the rule is there already; then nothing is written
 */
export function makeRule(name, root) {
  if (!/^[a-z]+(-[a-z]+)+$/.test(name)) {
    throw new Error(`'${name}' can't be a rule's name: words in lower case, joined by hyphens`);
  }
  const files = {
    [`server/src/rules/${name}.ts`]: ruleSource(name),
    [`docs/rules/${name}.md`]: page(name),
    [`test/unit/rules/${name}.test.ts`]: testSource(name),
  };
  for (const file of Object.keys(files)) if (existsSync(join(root, file))) throw new Error(`${file} is there already`);
  const list = withRule(readFileSync(join(root, listFile), "utf8"), name);
  for (const [file, content] of Object.entries({ ...files, [listFile]: list })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return [...Object.keys(files), listFile];
}

/** The list of rules with one more, its imports and its entries in the order of their names. */
function withRule(source, name) {
  const importOf = (each) => `import { ${variableOf(each)} } from "./${each}.ts";\n`;
  const names = [...source.matchAll(/^import \{ \w+ \} from "\.\/([a-z-]+)\.ts";$/gm)].map((match) => match[1]);
  const sorted = [...names, name].sort();
  const imports = [...sorted.map(importOf), 'import type { Rule } from "./rule.ts";\n'];
  // By module, as Biome sorts them.
  const module = (line) => line.slice(line.indexOf('"'));
  imports.sort((a, b) => (module(a) < module(b) ? -1 : 1));
  const entries = sorted.map((each) => `  ${variableOf(each)},\n`).join("");
  const body = source.replace(/^import .*\n/gm, "");
  return imports.join("") + body.replace(/(readonly Rule\[\] = \[\n)(?: {2}\w+,\n)*/, `$1${entries}`);
}

function variableOf(name) {
  return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

function ruleSource(name) {
  return `import type { Rule } from "./rule.ts";

/** Which fact of PostgreSQL or Alembic this rests on, and where it was measured or read. */
export const ${variableOf(name)}: Rule = {
  name: "${name}",
  description: "One sentence: what goes wrong.",
  group: "run time",
  guideline: ["§1"],
  severity: "warning",
  fix: "none",
  *check(script) {
    for (const operation of script.operations) {
      if (operation.kind !== "opaque sql" || operation.checked) continue;
      yield {
        start: operation.start,
        end: operation.end,
        message: "What happens, on which object. What to do.",
        fix: null,
      };
    }
  },
};
`;
}

function page(name) {
  return `# ${name}

One sentence: what goes wrong.

Severity: warning · Fix: none · Guideline: [§1](../alembic-migration-guidelines.md#1-adding-enum-values)

## What happens

What PostgreSQL says, as the tests see it when they run the bad example:

\`\`\`text
psycopg2.errors.…
\`\`\`

## Bad

\`\`\`sql setup
CREATE TABLE users (id integer PRIMARY KEY);
\`\`\`

\`\`\`python bad run=again error=DuplicateTable
${migrationSource(name)}\`\`\`

## Good

\`\`\`python good
${migrationSource(name)}\`\`\`

## The fix

What it writes, and when it is unsafe; or why there is none.

## When it is silent

- What looks like it and is harmless, or can't be known.
`;
}

function migrationSource(name) {
  return `"""What the migration does.

Revision ID: 0002
Revises: 0001
Create Date: ${new Date().toISOString().slice(0, 10)}
"""
from typing import Sequence, Union

from alembic import op

revision: str = "0002"
down_revision: Union[str, None] = "0001"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("SELECT '${name}'")


def downgrade() -> None:
    pass
`;
}

function testSource(name) {
  return `import { describe, test } from "vitest";
import { checkCase, migration } from "../../rule-case.ts";

const rule = "${name}";

describe(rule, () => {
  const found: readonly [story: string, body: string][] = [["what it is about", \`    op.execute("⟦SELECT 1⟧")\\n\`]];
  test.each(found)("%s", (_story, body) =>
    checkCase(rule, { severity: "warning", source: migration(\`def upgrade():\\n\${body}\`), fixed: null }),
  );

  const silent: readonly [story: string, body: string][] = [["what looks like it", \`    op.execute("SELECT 1")\\n\`]];
  test.each(silent)("silent: %s", (_story, body) => checkCase(rule, { source: migration(\`def upgrade():\\n\${body}\`) }));
});
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [name = ""] = process.argv.slice(2);
  try {
    const written = makeRule(name, dirname(dirname(fileURLToPath(import.meta.url))));
    console.log(`${written.join("\n")}\nNext: CONTRIBUTING.md, "A new rule".`);
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 2;
  }
}
