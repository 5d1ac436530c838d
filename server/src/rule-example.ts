/** More lines than that are too many to be read in passing. */
const mostLines = 16;

/**
 * The good example of a rule's page, cut to what matters: the statements at its top level that the bad one has not. Null for a page
 * without one.
 */
export function goodExample(page: string): string | null {
  const [good, bad] = [fence(page, "good"), fence(page, "bad")];
  if (good === null) return null;
  const others = new Set(bad === null ? [] : statementsOf(bad));
  const own = statementsOf(good).filter((statement) => !others.has(statement));
  const lines = (own.length === 0 ? statementsOf(good) : own)
    .map((statement, index) => (index > 0 && statement.includes("\n") ? `\n${statement}` : statement))
    .join("\n")
    .split("\n");
  return lines.length <= mostLines ? lines.join("\n") : [...lines.slice(0, mostLines - 1), "    # …"].join("\n");
}

function fence(page: string, word: string): string | null {
  return new RegExp(`^\`\`\`python ${word}\\b.*\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(page)?.[1] ?? null;
}

/** The statements at the top level of a Python text, without the blank lines around them. */
function statementsOf(text: string): readonly string[] {
  const statements: string[] = [];
  let isInDocstring = false;
  for (const line of text.split("\n")) {
    const continues = isInDocstring || /^(?:\s|[)\]}]|$)/.test(line);
    if (continues && statements.length > 0) statements.push(`${statements.pop()}\n${line}`);
    else statements.push(line);
    if (line.split('"""').length === 2) isInDocstring = !isInDocstring;
  }
  return statements.map((statement) => statement.trimEnd()).filter((statement) => statement !== "");
}
