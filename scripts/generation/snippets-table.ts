import { isTable } from "../../server/src/project/setting-types.ts";

/**
 * The README's table of snippets, in Markdown.
 * @param text the snippets' file.
 * @throws Error when a snippet has no prefix or description.
 */
export function snippetsTable(text: string): string {
  const snippets: unknown = JSON.parse(text);
  const rows = Object.entries(isTable(snippets) ? snippets : {}).map(([name, snippet]) => {
    const { prefix, description } = isTable(snippet) ? snippet : {};
    if (!Array.isArray(prefix) || typeof description !== "string") throw new Error(`${name} is no snippet of ours`);
    return `| \`${prefix[0]}\` | ${description} |`;
  });
  return ["| snippet | |", "|---|---|", ...rows].join("\n");
}
