import { BranchLabels } from "./branch-labels.ts";
import { knownHistories, ranksOf } from "./known-histories.ts";
import { Lineage } from "./lineage.ts";
import { RevisionNames } from "./revision-names.ts";
import type { NodeName, RevisionNode } from "./revision-node.ts";
import { type Shape, shapeOf } from "./shape.ts";
import { UpgradeOrder } from "./upgrade-order.ts";

/** What the names in the scripts' headers make of them, wherever these stand. Revisions are numbers here: their places in the list of all. */
export class Links {
  readonly numbers: ReadonlyMap<string, number>;
  readonly names: RevisionNames;
  readonly lineage: Lineage;
  readonly shape: Shape;
  readonly ranks: Int32Array;
  readonly hasKnownHistory: Uint8Array;
  readonly #nodes: readonly RevisionNode[];
  #order: UpgradeOrder | null = null;
  #labels: BranchLabels | null = null;

  /** @param nodes sorted by path; for the others see `RevisionGraph`. */
  constructor(nodes: readonly RevisionNode[], hasNameless: boolean, hasForeign: boolean) {
    this.#nodes = nodes;
    this.numbers = new Map(nodes.map(({ path }, number) => [path, number]));
    this.names = new RevisionNames(nodes);
    this.lineage = new Lineage(nodes, this.names, hasNameless, hasForeign);
    this.shape = shapeOf(nodes, this.names, this.lineage);
    this.ranks = ranksOf(this.lineage);
    this.hasKnownHistory = knownHistories(nodes, this.names, this.lineage);
  }

  get order(): UpgradeOrder {
    this.#order ??= new UpgradeOrder(this.lineage);
    return this.#order;
  }

  get labels(): BranchLabels {
    this.#labels ??= new BranchLabels(this.#nodes, this.lineage, this.shape.counted);
    return this.#labels;
  }

  /** Whether they hold as well with another node at its place: one with the same names, none of which leads astray. */
  holdWith(number: number, node: RevisionNode): boolean {
    const known = this.#nodes[number];
    if (known === undefined || textsOf(known) !== textsOf(node)) return false;
    const isAstray = this.lineage.missing.some((each) => each.node === number);
    return !isAstray && !this.names.clashes.some((each) => each.node === number);
  }
}

/** All that links a revision with others, and what it tells of them. */
function textsOf({ path, id, downRevisions, dependsOn, branchLabels, runsElsewhere }: RevisionNode): string {
  const texts = (names: readonly NodeName[] | null) => names?.map(({ text }) => text) ?? null;
  return JSON.stringify([path, id.text, texts(downRevisions), texts(dependsOn), texts(branchLabels), runsElsewhere]);
}
