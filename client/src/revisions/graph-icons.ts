import { Uri } from "vscode";

/** What is drawn beside a revision: a dot on the line that joins it to its neighbours in the view. */
export interface GraphShape {
  /** Whether its line goes on above and below. */
  readonly above: boolean;
  readonly below: boolean;
  readonly isHead: boolean;
  readonly isMerge: boolean;
  readonly isBranchPoint: boolean;
  /** How deep its line is nested: neighbouring lines differ in colour. */
  readonly depth: number;
}

/** Mid-tones, which can be told from a light and from a dark background. */
const colors = ["#3b8eea", "#d18616", "#b180d7", "#3fa652"];

const known = new Map<string, Uri>();

/** As high as a row of a tree view: so the lines of neighbours meet. */
export function graphIcon(shape: GraphShape): Uri {
  return drawn(shape.depth, revisionParts(shape));
}

/** What is drawn beside a line of which no revision is shown. */
export function lineIcon({ above, below, depth }: Pick<GraphShape, "above" | "below" | "depth">): Uri {
  return drawn(depth, [
    `<path d="M8 ${above ? 0 : 4}V${below ? 22 : 18}" stroke-dasharray="2 2"/>`,
    `<circle cx="8" cy="6" r="2.4" fill="${colorOf(depth)}"/>`,
    `<circle cx="8" cy="16" r="2.4" fill="${colorOf(depth)}"/>`,
  ]);
}

function revisionParts({ above, below, isHead, isMerge, isBranchPoint, depth }: GraphShape): readonly string[] {
  const radius = isHead ? 3.6 : isMerge ? 2.4 : 3;
  return [
    ...(above ? [`<path d="M8 0V${11 - radius}"/>`] : []),
    ...(below ? [`<path d="M8 ${11 + radius}V22"/>`] : []),
    // To the lines that are nested below it; and towards those that have begun here.
    ...(isMerge ? [`<path d="M8 11C13 11 15.2 15 15.2 22" stroke="${colorOf(depth + 1)}"/>`] : []),
    ...(isBranchPoint ? [`<path d="M8 11C12 11 14 9.5 15.6 7" stroke="${colorOf(depth + 1)}"/>`] : []),
    `<circle cx="8" cy="11" r="${radius}"${isHead ? "" : ` fill="${colorOf(depth)}"`}/>`,
  ];
}

function drawn(depth: number, parts: readonly string[]): Uri {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="22" viewBox="0 0 16 22" fill="none" stroke="${colorOf(depth)}" stroke-width="1.6">${parts.join("")}</svg>`;
  let icon = known.get(svg);
  if (icon === undefined) {
    icon = Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`);
    known.set(svg, icon);
  }
  return icon;
}

function colorOf(depth: number): string {
  return colors[depth % colors.length] ?? "";
}
