import type { EnvironmentRevisions, RevisionLine } from "../../../server/src/lsp/protocol/revisions.ts";
import { lineIcon } from "./graph-icons.ts";
import { revisionRow } from "./revision-row.ts";
import { TreeNode } from "./tree-node.ts";

/** As many rows of a line stand below each other, the older ones in groups of as many: VS Code draws thousands at once slowly. */
const MOST_ROWS = 300;

/** What a merge has brought in is shown from the start where it is no more than that. */
const MOST_OPEN = 5;

/**
 * The rows of an environment's history: the main line row by row, the newest first; the lines of other heads above it; and what a merge
 * has brought in below that merge.
 */
export class HistoryRows {
  readonly #environment: EnvironmentRevisions;
  /** The line of each revision, and the lines that each merge has brought in. */
  readonly #lineOf = new Map<number, RevisionLine>();
  readonly #merged = new Map<number, RevisionLine[]>();

  constructor(environment: EnvironmentRevisions) {
    this.#environment = environment;
    for (const line of environment.lines) {
      for (const revision of line.revisions) this.#lineOf.set(revision, line);
      if (line.into === null) continue;
      const others = this.#merged.get(line.into);
      if (others === undefined) this.#merged.set(line.into, [line]);
      else others.push(line);
    }
  }

  /** The rows below that of the whole history. */
  rows(parent: TreeNode): readonly TreeNode[] {
    const [main, ...others] = this.#environment.lines.filter(({ into }) => into === null);
    if (main === undefined) return [];
    return [...others.map((line) => this.#grouped(parent, line, 1)), ...this.#line(parent, main, 0)];
  }

  /** The row of a revision; null for one that is not there. @param history the row of the whole history. */
  find(history: TreeNode, revision: number): TreeNode | null {
    let row: TreeNode | null = history;
    for (const each of this.#wayTo(revision)) row = row === null ? null : this.#below(row, each);
    return row;
  }

  /** The merges that a revision was brought in by, the outermost first, and the revision. */
  #wayTo(revision: number): readonly number[] {
    const way: number[] = [];
    for (let each: number | null = revision; each !== null; each = this.#lineOf.get(each)?.into ?? null) way.push(each);
    return way.reverse();
  }

  /** The row of a revision right below a row, or below one of its groups. */
  #below(row: TreeNode, revision: number): TreeNode | null {
    const wanted = this.#environment.revisions[revision];
    for (const each of row.children) {
      const found: TreeNode | null = each.revision === null ? this.#below(each, revision) : each;
      if (found !== null && found.revision === wanted) return found;
    }
    return null;
  }

  /** The rows of a line; those further down in groups. */
  #line(parent: TreeNode, line: RevisionLine, depth: number): readonly TreeNode[] {
    const { revisions } = line;
    const rows = (row: TreeNode, start: number) =>
      revisions.slice(start, start + MOST_ROWS).flatMap((number, index) => {
        const above = start + index > 0 || line.into !== null;
        const below = start + index < revisions.length - 1 || line.from !== null;
        return this.#row(row, number, { above, below, depth });
      });
    const groups: TreeNode[] = [];
    for (let start = MOST_ROWS; start < revisions.length; start += MOST_ROWS) {
      const count = Math.min(MOST_ROWS, revisions.length - start);
      const [newest, oldest] = [revisions[start], revisions[start + count - 1]].map((each) => this.#idOf(each));
      const look = {
        label: count === 1 ? "1 older revision" : `${count} older revisions`,
        description: count === 1 ? `${newest}` : `${newest} … ${oldest}`,
        iconPath: lineIcon({ above: true, below: start + count < revisions.length || line.from !== null, depth }),
      };
      groups.push(new TreeNode(parent, `${this.#keyOf(line)} ${start}`, look, { make: (row) => rows(row, start) }));
    }
    return [...rows(parent, 0), ...groups];
  }

  #row(
    parent: TreeNode,
    number: number,
    line: { readonly above: boolean; readonly below: boolean; readonly depth: number },
  ): readonly TreeNode[] {
    const revision = this.#environment.revisions[number];
    if (revision === undefined) return [];
    const merged = this.#merged.get(number) ?? [];
    const [only, ...others] = merged;
    const count = merged.reduce((sum, { revisions }) => sum + revisions.length, 0);
    const depth = line.depth + 1;
    const make =
      only === undefined
        ? null
        : (row: TreeNode) =>
            others.length === 0 ? this.#line(row, only, depth) : merged.map((each) => this.#grouped(row, each, depth));
    return [revisionRow(parent, this.#section, revision, line, { make, isOpen: count <= MOST_OPEN })];
  }

  /** A line in one row: its only revision, or a group. */
  #grouped(parent: TreeNode, line: RevisionLine, depth: number): TreeNode {
    const [first = -1] = line.revisions;
    const ends = { above: line.into !== null, below: line.from !== null, depth };
    const [single] = line.revisions.length === 1 ? this.#row(parent, first, ends) : [];
    if (single !== undefined) return single;
    const newest = this.#environment.revisions[first];
    const label = [...(newest?.labels ?? []), `${line.revisions.length} revisions`].join(" · ");
    const after = line.from === null ? "" : `after ${this.#idOf(line.from)}, `;
    const description = `${after}up to ${newest?.id ?? ""} ${newest?.message ?? ""}`.trimEnd();
    return new TreeNode(
      parent,
      `${this.#keyOf(line)} group`,
      { label, description, iconPath: lineIcon(ends) },
      { make: (row) => this.#line(row, line, depth) },
    );
  }

  /** By its oldest revision: others are added at the other end. */
  #keyOf({ revisions }: RevisionLine): string {
    return `${this.#section} line ${this.#environment.revisions[revisions.at(-1) ?? -1]?.place.uri ?? ""}`;
  }

  #idOf(revision: number | undefined): string {
    return this.#environment.revisions[revision ?? -1]?.id ?? "";
  }

  get #section(): string {
    return `${this.#environment.id} history`;
  }
}
