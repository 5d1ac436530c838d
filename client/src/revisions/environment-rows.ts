import { ThemeColor, ThemeIcon } from "vscode";
import type { EnvironmentRevisions } from "../../../server/src/lsp/protocol/revisions.ts";
import { HistoryRows } from "./history-rows.ts";
import { openCommand, revisionRow } from "./revision-row.ts";
import { TreeNode } from "./tree-node.ts";

/** Environments are open from the start where there are no more than that. */
const MOST_OPEN = 3;

/** The rows of all environments. */
export class EnvironmentRows {
  readonly roots: readonly TreeNode[];
  readonly #sections: readonly Section[];

  constructor(environments: readonly EnvironmentRevisions[]) {
    const isOnly = environments.length === 1;
    const isOpen = environments.length <= MOST_OPEN;
    this.#sections = environments.map((environment) => new Section(environment, isOnly, isOpen));
    this.roots = this.#sections.flatMap(({ rows }) => rows);
  }

  /** The row of a script in the history; null where it is not there. @param uri the script's. */
  find(uri: string): TreeNode | null {
    for (const section of this.#sections) {
      const row = section.find(uri);
      if (row !== null) return row;
    }
    return null;
  }
}

/** The rows of an environment. */
class Section {
  readonly rows: readonly TreeNode[];
  readonly #environment: EnvironmentRevisions;
  readonly #history: HistoryRows;
  #historyRow: TreeNode | null = null;
  #numbers: ReadonlyMap<string, number> | null = null;

  constructor(environment: EnvironmentRevisions, isOnly: boolean, isOpen: boolean) {
    this.#environment = environment;
    this.#history = new HistoryRows(environment);
    this.rows = isOnly ? this.#groups(null) : [this.#root(isOpen)];
  }

  find(uri: string): TreeNode | null {
    const number = this.#numberOf(uri);
    // The rows of an environment are made when they are first asked for.
    if (number === undefined) return null;
    for (const row of this.rows) row.children;
    return this.#historyRow === null ? null : this.#history.find(this.#historyRow, number);
  }

  #numberOf(uri: string): number | undefined {
    this.#numbers ??= new Map(this.#environment.revisions.map(({ place }, number) => [place.uri, number]));
    return this.#numbers.get(uri);
  }

  #root(isOpen: boolean): TreeNode {
    const { id, name, revisions } = this.#environment;
    const look = {
      label: name,
      description: counted(revisions.length, "revision"),
      iconPath: new ThemeIcon("database"),
    };
    const make = revisions.length === 0 ? null : (row: TreeNode) => this.#groups(row);
    return new TreeNode(null, id, look, { make, isOpen });
  }

  #groups(parent: TreeNode | null): readonly TreeNode[] {
    const { id, revisions, heads, problems } = this.#environment;
    const group = (name: string, icon: ThemeIcon, count: number, make: (row: TreeNode) => readonly TreeNode[]) => {
      const look = { label: name, description: `${count}`, iconPath: icon };
      return new TreeNode(parent, `${id} ${name}`, look, { make, isOpen: true });
    };
    if (revisions.length === 0) {
      return [new TreeNode(parent, `${id} empty`, { label: "No revisions yet", iconPath: new ThemeIcon("database") })];
    }
    const warning = new ThemeIcon("warning", new ThemeColor("list.warningForeground"));
    const history = group("History", new ThemeIcon("history"), revisions.length, (row) => this.#history.rows(row));
    this.#historyRow = history;
    return [
      ...(problems.length === 0 ? [] : [group("Problems", warning, problems.length, (row) => this.#problems(row))]),
      group("Heads", new ThemeIcon("git-branch"), heads.length, (row) => this.#heads(row)),
      history,
    ];
  }

  #heads(parent: TreeNode): readonly TreeNode[] {
    const { id, heads, revisions } = this.#environment;
    return heads.flatMap((number) => {
      const head = revisions[number];
      if (head === undefined) return [];
      const below = head.follows.length > 0;
      return revisionRow(parent, `${id} heads`, head, { above: false, below, depth: 0 });
    });
  }

  #problems(parent: TreeNode): readonly TreeNode[] {
    return this.#environment.problems.map(({ message, places }, number) => {
      const key = `${this.#environment.id} problem ${number}`;
      const [first, ...others] = places;
      const look = {
        label: `${message.charAt(0).toUpperCase()}${message.slice(1)}`,
        tooltip: message,
        iconPath: new ThemeIcon("error", new ThemeColor("list.errorForeground")),
        ...(first === undefined ? {} : { command: openCommand(first) }),
      };
      const make = (row: TreeNode) =>
        places.map((place, index) => {
          const label = decodeURIComponent(place.uri.split("/").at(-1) ?? "");
          const line = { description: `line ${place.range.start.line + 1}`, command: openCommand(place) };
          return new TreeNode(row, `${key} ${index}`, { label, ...line, iconPath: new ThemeIcon("file-code") });
        });
      return new TreeNode(parent, key, look, others.length === 0 ? {} : { make });
    });
  }
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
