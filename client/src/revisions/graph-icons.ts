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
  const color = colors[shape.depth % colors.length];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="22" viewBox="0 0 16 22" fill="none" stroke="${color}" stroke-width="1.6">${partsOf(shape).join("")}</svg>`;
  let icon = known.get(svg);
  if (icon === undefined) {
    icon = Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`);
    known.set(svg, icon);
  }
  return icon;
}

function partsOf({ above, below, isHead, isMerge, isBranchPoint, depth }: GraphShape): readonly string[] {
  const color = colors[depth % colors.length];
  const radius = isHead ? 3.6 : isMerge ? 2.4 : 3;
  const dot = `<circle cx="8" cy="11" r="${radius}"${isHead ? "" : ` fill="${color}"`}/>`;
  return [
    ...(above ? [`<path d="M8 0V${11 - radius}"/>`] : []),
    ...(below ? [`<path d="M8 ${11 + radius}V22"/>`] : []),
    // To the lines that are nested below it; and away from those that have begun here.
    ...(isMerge ? [`<path d="M8 11C13 11 15.2 15 15.2 22" stroke="${colors[(depth + 1) % colors.length]}"/>`] : []),
    ...(isBranchPoint ? [`<path d="M8 11C12 11 14 9.5 15.6 7"/>`] : []),
    dot,
  ];
}
