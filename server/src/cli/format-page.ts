import { stripVTControlCharacters } from "node:util";
import type { Colors } from "picocolors/types.js";

/** Lines of more are hard to read, however wide the terminal is. */
const MAX_WIDTH = 100;

/** What the titles of the examples are marked with. */
const marks: Readonly<Record<string, "❌" | "✅">> = { Bad: "❌", Good: "✅" };

/**
 * A rule's page (Markdown) as people read it in a terminal. It knows what our pages are written with: titles, paragraphs, lists, tables, fenced code, inline
 * code, emphasis and links.
 * @param columns of the terminal; null where there is none.
 */
export function formatPage(markdown: string, colors: Colors, columns: number | null): string {
  const width = Math.min(columns ?? MAX_WIDTH, MAX_WIDTH);
  const blocks = blocksOf(markdown).map((block) => formatBlock(block, colors, width));
  return `${blocks.join("\n\n")}\n`;
}

/** The lines between two blank ones; those of fenced code stay together. */
function blocksOf(markdown: string): readonly (readonly string[])[] {
  const blocks: string[][] = [];
  const open: string[] = [];
  let inFence = false;
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) inFence = !inFence;
    if (line !== "" || inFence) open.push(line);
    else if (open.length > 0) blocks.push(open.splice(0));
  }
  return open.length > 0 ? [...blocks, open] : blocks;
}

function formatBlock(lines: readonly string[], colors: Colors, width: number): string {
  const [first = ""] = lines;
  const [, level, title] = /^(#+) (.*)$/.exec(first) ?? [];
  if (level !== undefined && title !== undefined) return formatTitle(level.length, title, colors);
  if (first.startsWith("```")) return formatCode(first, lines.slice(1, -1), colors);
  if (first.startsWith("|")) return formatTable(lines, colors);
  return paragraphs(lines)
    .map((text) => formatParagraph(text, colors, width))
    .join("\n");
}

function formatTitle(level: number, title: string, colors: Colors): string {
  if (level === 1) return colors.bold(colors.underline(title));
  const mark = marks[title];
  if (mark === undefined) return colors.bold(title);
  return colors.bold((mark === "❌" ? colors.red : colors.green)(`${mark} ${title}`));
}

/** @param fence the first line: what follows the language is for the tests, but for a file's name. */
function formatCode(fence: string, lines: readonly string[], colors: Colors): string {
  const file = / file=(\S+)/.exec(fence)?.[1];
  const code = lines.map((line) => {
    const isComment = /^\s*(#|--)/.test(line);
    return line === "" ? "" : `    ${isComment ? colors.dim(line) : colors.cyan(line)}`;
  });
  return [...(file === undefined ? [] : [`    ${colors.dim(`${file}:`)}`]), ...code].join("\n");
}

function formatTable(lines: readonly string[], colors: Colors): string {
  const rows = lines
    .filter((line) => !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .replace(/^\||\|$/g, "")
        .split("|")
        .map((cell) => inline(cell.trim(), colors)),
    );
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, lengthOf(cell))),
    [],
  );
  return rows
    .map((row) => row.map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - lengthOf(cell))).join("  "))
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}

/** The lines of a block put together: each item of a list begins anew. */
function paragraphs(lines: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const line of lines) {
    if (texts.length === 0 || /^\s*(-|\d+\.) /.test(line)) texts.push(line);
    else texts.push(`${texts.pop()} ${line.trim()}`);
  }
  return texts;
}

function formatParagraph(text: string, colors: Colors, width: number): string {
  const [bullet = ""] = /^\s*(-|\d+\.) /.exec(text) ?? [];
  const indent = " ".repeat(bullet.length);
  const lines: string[] = [];
  for (const word of inline(text.slice(bullet.length), colors).split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && bullet.length + lengthOf(line) + 1 + lengthOf(word) <= width)
      lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines.map((line, index) => (index === 0 ? bullet : indent) + line).join("\n");
}

function inline(text: string, colors: Colors): string {
  const token = /`([^`]+)`|\[((?:[^\]`]|`[^`]*`)+)\]\(([^)]+)\)|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*/g;
  return text.replace(
    token,
    (_, code?: string, label?: string, target?: string, strong?: string, emphasis?: string) => {
      if (code !== undefined) return colors.isColorSupported ? colors.cyan(code) : `\`${code}\``;
      if (label !== undefined) {
        const shown = inline(label, colors);
        return target?.startsWith("http") === true ? `${shown} (${target})` : shown;
      }
      return strong === undefined ? colors.italic(emphasis ?? "") : colors.bold(strong);
    },
  );
}

function lengthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
