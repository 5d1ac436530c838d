import { describe, test } from "vitest";
import { checkCase, migration } from "../../rule-case.ts";

const rule = "missing-if-not-exists";
const body = `def upgrade():\n    ⟦op.create_index⟧("ix", "t", ["c"])\n`;
const fixed = `def upgrade():\n    op.execute("CREATE INDEX IF NOT EXISTS ix ON t (c)")\n`;
const first = (imports: string) =>
  `from alembic import op\nimport sqlalchemy as sa\n${imports}\nrevision = "a"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n`;

describe("SQL for PostgreSQL is no safe fix where a project runs on another database too", () => {
  test.each([
    "from sqlalchemy.dialects import mysql",
    "import sqlalchemy.dialects.sqlite as lite",
    "from sqlalchemy.dialects.mysql import LONGTEXT",
  ])("%s", async (imports) => {
    await checkCase(rule, { source: migration(body, imports), fixed: null });
    await checkCase(rule, { unsafe: true, source: migration(body, imports), fixed: migration(fixed, imports) });
  });

  test("by an earlier revision", () =>
    checkCase(rule, {
      others: { "a.py": first("from sqlalchemy.dialects import mysql, postgresql\n") },
      source: migration(body),
      fixed: null,
    }));

  test("PostgreSQL's own dialect tells nothing", () =>
    checkCase(rule, {
      others: { "a.py": first("from sqlalchemy.dialects import postgresql\n") },
      source: migration(body, "from sqlalchemy.dialects.postgresql import JSONB"),
      fixed: migration(fixed, "from sqlalchemy.dialects.postgresql import JSONB"),
    }));
});
