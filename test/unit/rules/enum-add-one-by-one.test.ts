import { describe, test } from "vitest";
import { checkCase, migration } from "../../rule-case.ts";

const rule = "enum-add-one-by-one";
const one = "from alembic.utils.safe_enum_addition import safe_add_enum_value";
const several = "from alembic.utils.safe_enum_addition import safe_add_multiple_enum_values";

describe("neighbouring calls for one type", () => {
  test("become the guideline's ✅ of §2, and the import follows", () =>
    checkCase(rule, {
      severity: "hint",
      source: migration(
        `def upgrade() -> None:
    ⟦safe_add_enum_value('eventtype', 'value1')
    safe_add_enum_value('eventtype', 'value2')
    safe_add_enum_value('eventtype', 'value3')⟧
`,
        one,
      ),
      fixed: migration(
        `def upgrade() -> None:
    safe_add_multiple_enum_values('eventtype', [
        'value1',
        'value2',
        'value3'
    ])
`,
        several,
      ),
    }));

  test("keep the other import while another call needs it", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():
    ⟦safe_add_enum_value("t", "a")
    safe_add_enum_value("t", "b")⟧
    safe_add_enum_value("u", "c")
`,
        one,
      ),
      fixed: migration(
        `def upgrade():
    safe_add_multiple_enum_values("t", [
        "a",
        "b"
    ])
    safe_add_enum_value("u", "c")
`,
        `${one}, safe_add_multiple_enum_values`,
      ),
    }));

  test("an import that brings both loses the one that is not needed", () =>
    checkCase(rule, {
      source: migration(
        `def upgrade():
    ⟦safe_add_enum_value("t", "a")
    safe_add_enum_value("t", "b")⟧
    safe_add_multiple_enum_values("u", ["c"])
`,
        `${one}, safe_add_multiple_enum_values`,
      ),
      fixed: migration(
        `def upgrade():
    safe_add_multiple_enum_values("t", [
        "a",
        "b"
    ])
    safe_add_multiple_enum_values("u", ["c"])
`,
        several,
      ),
    }));

  test("keep their comments, names and schema", () =>
    checkCase(rule, {
      source: migration(
        `TYPE = "t"


def upgrade():
    # first
    ⟦safe_add_enum_value(TYPE, "a", schema="s")  # why a
    # above b
    safe_add_enum_value(TYPE, "b", schema="s")⟧  # why b
`,
        one,
      ),
      fixed: migration(
        `TYPE = "t"


def upgrade():
    # first
    safe_add_multiple_enum_values(TYPE, [
        # why a
        "a",
        # above b
        "b"
    ], schema="s")  # why b
`,
        several,
      ),
    }));
});

describe("silent", () => {
  const silent: readonly [story: string, body: string][] = [
    ["different types", `    safe_add_enum_value("t", "a")\n    safe_add_enum_value("u", "b")\n`],
    [
      "positions, which the other function does not take",
      `    safe_add_enum_value("t", "a", before="b")\n    safe_add_enum_value("t", "c", after="a")\n`,
    ],
    [
      "something between them",
      `    safe_add_enum_value("t", "a")\n    op.execute("SELECT 1")\n    safe_add_enum_value("t", "b")\n`,
    ],
    ["a single call in a loop", `    for v in ["a", "b"]:\n        safe_add_enum_value("t", v)\n`],
    [
      "different schemas",
      `    safe_add_enum_value("t", "a", schema="x")\n    safe_add_enum_value("t", "b", schema="y")\n`,
    ],
  ];
  test.each(silent)("%s", (_story, body) => checkCase(rule, { source: migration(`def upgrade():\n${body}`, one) }));
});
