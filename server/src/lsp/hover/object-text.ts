import { pathToFileURL } from "node:url";
import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { HistoryEvent, Knowledge } from "../../history/knowledge/knowledge.ts";
import type { Place } from "../../history/place.ts";

/** From where something is told: the script that it is told in, and the graph of the others. */
export interface Teller {
  /** The script's path. */
  readonly path: string;
  readonly graph: RevisionGraph | null;
}

/** What is known of an object, as Markdown. */
export function objectText(known: Knowledge, teller: Teller): string {
  const { kind, title, definition, events } = known;
  const parts = [`**${kind}** ${code(title)}`];
  if (definition.length > 0) parts.push(`\`\`\`sql\n${definition.join("\n")}\n\`\`\``);
  if (events.length > 0) parts.push(events.map((event) => sentence(event, teller)).join("  \n"));
  return parts.join("\n\n");
}

function sentence({ what, place }: HistoryEvent, teller: Teller): string {
  const where = placeText(place, teller);
  if (typeof what === "string") return `${what[0]?.toUpperCase()}${what.slice(1)} ${where}`;
  return `${what.values.map((value) => code(`'${value}'`)).join(", ")} added ${where}`;
}

/** `here`, or `in` the revision with its message, linked to the place. */
export function placeText(place: Place, { path, graph }: Teller): string {
  if (place.path === path) return "in this migration";
  const node = graph?.nodes.find((each) => each.path === place.path);
  const label = node === undefined ? "another revision" : `${code(node.id.text)} ${escaped(node.message)}`.trim();
  return `in [${label}](${pathToFileURL(place.path).href}#L${place.start.line + 1},${place.start.character + 1})`;
}

/** Text as code: what it consists of says nothing to Markdown. */
export function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]()#+!<>|~]/g, "\\$&");
}
