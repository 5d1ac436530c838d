import { describe, expect, it } from "vitest";
import { goodExample } from "../../server/src/rule-example.ts";
import { rulePageText } from "../../server/src/rule-pages.ts";
import { rules } from "../../server/src/rules/index.ts";

const page = (bad: string, good: string) =>
  `# rule\n\n\`\`\`python bad run=again\n${bad}\`\`\`\n\n\`\`\`python good\n${good}\`\`\`\n`;

describe("a rule's good example", () => {
  it("is cut to the statements that the bad one has not", () => {
    const same = '"""Message\n\nRevision ID: a\n"""\nfrom alembic import op\n\nrevision = "a"\n\n\n';
    const bad = `${same}def upgrade():\n    op.execute(\n        "A"\n    )\n\n\ndef downgrade():\n    pass\n`;
    const good = `${same.replace("import op\n", "import op\nimport sqlalchemy as sa\n")}def upgrade():\n    op.execute(\n        "B"\n    )\n\n    pass\n\n\ndef downgrade():\n    pass\n`;
    expect(goodExample(page(bad, good))).toBe(
      'import sqlalchemy as sa\n\ndef upgrade():\n    op.execute(\n        "B"\n    )\n\n    pass',
    );
  });

  it("is never longer than sixteen lines", () => {
    const lines = Array.from({ length: 30 }, (_, index) => `    step(${index})\n`).join("");
    const example = goodExample(page("", `def upgrade():\n${lines}`));
    expect(example?.split("\n")).toHaveLength(16);
    expect(example?.endsWith("\n    step(13)\n    # …")).toBe(true);
  });

  it("is whole where the examples are the same", () => {
    expect(goodExample(page("a = 1\n", "a = 1\n"))).toBe("a = 1");
  });

  it("is null without one", () => {
    expect(goodExample("# rule\n")).toBeNull();
  });

  it.each(rules.map(({ name }) => name))("is there on the page of %s", (name) => {
    const example = goodExample(rulePageText(name) ?? "");
    expect(example).not.toBeNull();
    expect(example?.trim()).not.toBe("");
  });
});
