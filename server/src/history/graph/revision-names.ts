import type { NodeName, RevisionNode } from "./revision-node.ts";

/** A label that can't stand for the revision that has it. */
export interface LabelClash {
  readonly node: number;
  readonly label: NodeName;
  readonly other: number;
}

/** What the names of revisions stand for. Revisions are numbers here: their places in the list of all. */
export class RevisionNames {
  readonly clashes: readonly LabelClash[];
  /** Whether a script's labels are computed: a name that stands for nothing may be one of them. */
  readonly hasUnknownLabels: boolean;
  readonly #byId = new Map<string, number[]>();
  readonly #byLabel = new Map<string, number>();

  constructor(nodes: readonly RevisionNode[]) {
    for (const [node, { id }] of nodes.entries()) {
      const others = this.#byId.get(id.text);
      if (others === undefined) this.#byId.set(id.text, [node]);
      else others.push(node);
    }
    const clashes: LabelClash[] = [];
    for (const [node, { branchLabels }] of nodes.entries()) {
      for (const label of branchLabels ?? []) clashes.push(...this.#label(nodes, node, label));
    }
    this.clashes = clashes;
    this.hasUnknownLabels = nodes.some(({ branchLabels }) => branchLabels === null);
  }

  /** The ids, each once, in the order of the list. */
  get ids(): Iterable<string> {
    return this.#byId.keys();
  }

  get labels(): Iterable<string> {
    return this.#byLabel.keys();
  }

  /** All scripts that have an id. */
  withId(id: string): readonly number[] {
    return this.#byId.get(id) ?? [];
  }

  byId(id: string): number | null {
    return this.#byId.get(id)?.[0] ?? null;
  }

  byLabel(label: string): number | null {
    return this.#byLabel.get(label) ?? null;
  }

  byIdOrLabel(name: string): number | null {
    return this.byId(name) ?? this.byLabel(name);
  }

  #label(nodes: readonly RevisionNode[], node: number, label: NodeName): readonly LabelClash[] {
    const withId = this.byId(label.text);
    if (withId !== null) return [{ node, label, other: withId }];
    const first = this.#byLabel.get(label.text);
    if (first === undefined) {
      this.#byLabel.set(label.text, node);
      return [];
    }
    if (first === node) return [{ node, label, other: node }];
    const there = nodes[first]?.branchLabels?.find(({ text }) => text === label.text);
    // A copy of a script has its labels too: one id twice is what is wrong there.
    if (there === undefined || nodes[first]?.id.text === nodes[node]?.id.text) return [];
    return [
      { node: first, label: there, other: node },
      { node, label, other: first },
    ];
  }
}
