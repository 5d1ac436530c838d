import type { Colors } from "picocolors/types.js";
import type { Finding } from "../rules/finding.ts";
import { displayName } from "./display-name.ts";
import type { Printing } from "./formats.ts";
import { Places } from "./places.ts";
import { RelatedPlaces } from "./related-places.ts";
import type { FileReport } from "./report.ts";
import { severityColor } from "./severity-color.ts";
import { Summary } from "./summary.ts";

/** A finding of many lines shows its first ones. */
const MAX_LINES = 4;
/** Of a longer line, the part around the finding is shown. */
const MAX_WIDTH = 160;
const CONTEXT_WIDTH = 40;

/**
 * Each finding with its message, the source with a caret below it, the other places that it is about, and what the fix would do; the first of each
 * rule with where the rule is explained.
 */
export function* formatFull(reports: readonly FileReport[], { colors, fixed, did }: Printing): Iterable<string> {
  const others = new RelatedPlaces(reports);
  const explained = new Set<string>();
  const summary = new Summary();
  for (const report of reports) {
    const { findings } = report;
    summary.add(findings);
    if (findings.length === 0) continue;
    const places = new Places(report.text);
    let output = "";
    for (const finding of findings) {
      const lines = formatFinding(report, finding, places, others, colors);
      if (!explained.has(finding.rule)) lines.push(`${colors.cyan("docs")}: alembic-guidelines rule ${finding.rule}`);
      explained.add(finding.rule);
      output += `${lines.join("\n")}\n\n`;
    }
    yield output;
  }
  yield summary.format(fixed, colors, did);
}

function formatFinding(
  report: FileReport,
  finding: Finding,
  places: Places,
  others: RelatedPlaces,
  colors: Colors,
): string[] {
  const start = places.at(finding.start);
  const end = places.at(finding.end);
  const paint = severityColor(colors, finding.severity);
  const lastRow = Math.min(end.row, start.row + MAX_LINES - 1);
  const margin = String(lastRow).length;
  const bar = colors.blue("|");
  const gutter = (label: string) => `${colors.blue(label.padStart(margin))} ${bar}`;

  const lines = [
    `${paint(`${finding.severity}[${finding.rule}]`)}: ${colors.bold(finding.message)}`,
    `${" ".repeat(margin)}${colors.blue("-->")} ${report.displayName}:${start.row}:${start.column}`,
    gutter(""),
  ];
  const width = end.row === start.row ? end.column - start.column : Number.POSITIVE_INFINITY;
  const excerpt = excerptOf(places.line(start.row), start.column - 1, width);
  lines.push(`${gutter(String(start.row))} ${excerpt.line}`, `${gutter("")} ${excerpt.indent}${paint(excerpt.carets)}`);
  for (let row = start.row + 1; row <= lastRow; row++) {
    lines.push(`${gutter(String(row))} ${excerptOf(places.line(row), 0, 0).line}`.trimEnd());
  }
  if (lastRow < end.row) lines.push(`${" ".repeat(margin)} ${colors.blue("...")}`);
  lines.push(gutter(""));
  for (const { message, place } of finding.related ?? []) {
    const { path, location } = others.at(place, report.filename);
    lines.push(`${colors.cyan("note")}: ${displayName(path)}:${location.row}:${location.column}: ${message}`);
  }
  if (finding.fix !== null) {
    const unsafe = finding.fix.applicability === "unsafe" ? " (unsafe fix)" : "";
    lines.push(`${colors.cyan("help")}: ${finding.fix.message}${unsafe}`);
  }
  return lines;
}

/** The line as shown, and the carets below `width` characters from `from` (both in characters). */
function excerptOf(
  line: string,
  from: number,
  width: number,
): { readonly line: string; readonly indent: string; readonly carets: string } {
  const characters = Array.from(line, visible);
  const cut = characters.length > MAX_WIDTH ? Math.max(0, from - CONTEXT_WIDTH) : 0;
  const shown = characters.slice(cut, cut + MAX_WIDTH);
  const lead = cut > 0 ? "… " : "";
  const tail = cut + MAX_WIDTH < characters.length ? " …" : "";
  const marked = Math.min(width, shown.length - (from - cut));
  const before = shown.slice(0, from - cut);
  const under = shown.slice(from - cut, from - cut + marked);
  return {
    line: lead + shown.join("") + tail,
    indent: " ".repeat(lead.length) + before.map((character) => blank(character, " ")).join(""),
    carets: under.map((character) => blank(character, "^").replace("\t", "^")).join("") || "^",
  };
}

/** What is as wide on a terminal as `character`, made of `fill`; a tab stays one. */
function blank(character: string, fill: string): string {
  if (character === "\t") return character;
  return isWide.test(character) ? fill.repeat(2) : fill;
}

const isWide =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\uff01-\uff60]/u;

/** Control characters would act on the terminal instead of showing. */
function visible(character: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(character) ? "\ufffd" : character;
}
