import type { EnvironmentRevisions, RevisionLine } from "../../../server/src/lsp/protocol/revisions.ts";
import { revisionRow } from "./revision-row.ts";
import { TreeNode } from "./tree-node.ts";

/** How many rows of a line are shown, and added by each click: VS Code draws thousands at once slowly. */
export const PAGE = 300;

/** What a merge has brought in is shown from the start where it is no more than that. */
const MOST_OPEN = 5;

/** How many rows of a line are to be shown, by the key of the line. */
export type ShownRows = Map<string, number>;

/**
 * The rows of an environment's history: the main line row by row, the newest first; the lines of other heads above it; and what a merge
 * has brought in below that merge.
 */
export class HistoryRows {
  readonly #environment: EnvironmentRevisions;
  readonly #shown: ShownRows;
  /** The line of each revision, and the lines that each merge has brought in. */
  readonly #lineOf = new Map<number, RevisionLine>();
  readonly #merged = new Map<number, RevisionLine[]>();

  constructor(environment: EnvironmentRevisions, shown: ShownRows) {
    this.#environment = environment;
    this.#shown = shown;
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

  /** The row of a revision; null for one that is not there, or not shown. @param history the row of the whole history. */
  find(history: TreeNode, revision: number): TreeNode | null {
    let row: TreeNode | null = history;
    for (const each of this.#wayTo(revision)) row = row === null ? null : this.#below(row, each);
    return row;
  }

  /** Has a revision shown, together with those before it in its line. @returns whether it was not: rows that are there don't have it then. */
  makeRoom(revision: number): boolean {
    let isNew = false;
    for (const each of this.#wayTo(revision)) {
      const line = this.#lineOf.get(each);
      const place = line?.revisions.indexOf(each) ?? -1;
      if (line === undefined || place < this.#shownOf(line)) continue;
      this.#shown.set(this.#keyOf(line), place + 1);
      isNew = true;
    }
    return isNew;
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
    const rows = row.children.flatMap((each) => (each.revision === null ? [each, ...each.children] : [each]));
    return rows.find((each) => each.revision === wanted) ?? null;
  }

  /** The rows of a line, as many of them as are to be shown. */
  #line(parent: TreeNode, line: RevisionLine, depth: number): readonly TreeNode[] {
    const rows = line.revisions.slice(0, this.#shownOf(line)).flatMap((number, place) => {
      const above = place > 0 || line.into !== null;
      const below = place < line.revisions.length - 1 || line.from !== null;
      return this.#row(parent, number, { above, below, depth });
    });
    const left = line.revisions.length - rows.length;
    if (left <= 0) return rows;
    const key = this.#keyOf(line);
    const command = { command: "alembicGuidelines.showMoreRevisions", title: "Show More", arguments: [key] };
    return [...rows, new TreeNode(parent, `${key} more`, { label: `${left} older revisions…`, command })];
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
    const { revisions } = this.#environment;
    const newest = revisions[first];
    const from = line.from === null ? undefined : revisions[line.from];
    const label = [...(newest?.labels ?? []), `${line.revisions.length} revisions`].join(" · ");
    const description = `up to ${newest?.id ?? ""}${from === undefined ? "" : `, after ${from.id}`}`;
    return new TreeNode(
      parent,
      `${this.#keyOf(line)} group`,
      { label, description },
      { make: (row) => this.#line(row, line, depth) },
    );
  }

  #shownOf(line: RevisionLine): number {
    return this.#shown.get(this.#keyOf(line)) ?? PAGE;
  }

  #keyOf({ revisions: [first = -1] }: RevisionLine): string {
    return `${this.#section} line ${this.#environment.revisions[first]?.place.uri ?? ""}`;
  }

  get #section(): string {
    return `${this.#environment.id} history`;
  }
}
