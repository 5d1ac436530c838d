import { RevisionGraph } from "../../history/graph/revision-graph.ts";
import type { RevisionNode } from "../../history/graph/revision-node.ts";
import type { RevisionHistory, Upgrade } from "../../history/revision-history.ts";
import { Schema } from "../../history/schema/schema.ts";
import { SchemaHistory } from "../../history/schema-history.ts";
import type { IndexedScript } from "./indexed-script.ts";

/** The revision scripts of one Alembic environment, as they were last read, and the history that they make. */
export class EnvironmentIndex {
  readonly #scripts = new Map<string, IndexedScript>();
  readonly #histories = new Map<string, KnownHistory>();
  readonly #goesOnce: boolean;
  #namingConvention: boolean | null = null;
  #schemas: SchemaHistory;
  #hasForeign = false;
  #graph: RevisionGraph | null = null;

  /** @param goesOnce whoever asks goes through the scripts in the graph's order, once: see `SchemaHistory`. */
  constructor(goesOnce = false) {
    this.#goesOnce = goesOnce;
    this.#schemas = new SchemaHistory({ namingConvention: null }, goesOnce);
  }

  /**
   * Says what the scripts are linked and replayed under.
   * @param namingConvention whether the metadata has one; null when that can't be known.
   * @param hasForeign whether a program may add folders with other scripts.
   * @returns whether that is new.
   */
  configure(namingConvention: boolean | null, hasForeign: boolean): boolean {
    if (namingConvention === this.#namingConvention && hasForeign === this.#hasForeign) return false;
    this.#hasForeign = hasForeign;
    this.#graph = null;
    this.#namingConvention = namingConvention;
    this.#schemas = new SchemaHistory({ namingConvention }, this.#goesOnce);
    return true;
  }

  get scripts(): ReadonlyMap<string, IndexedScript> {
    return this.#scripts;
  }

  get graph(): RevisionGraph {
    this.#graph ??= new RevisionGraph(
      [...this.#scripts.values()].flatMap(({ record }) => record?.node ?? []),
      [...this.#scripts.values()].some(({ nameless = false }) => nameless),
      this.#hasForeign,
    );
    return this.#graph;
  }

  /** Takes in a file as it is now. @returns whether that changes what is known of the revisions. */
  set(path: string, script: IndexedScript): boolean {
    const known = this.#scripts.get(path);
    const before = known?.record ?? null;
    const { record } = script;
    const sameNode = isSame(before?.node, record?.node) && (script.nameless ?? false) === (known?.nameless ?? false);
    const sameUpgrade = isSame(before?.upgrade, record?.upgrade);
    // The same objects as before where nothing is new: what rests on them holds.
    const kept =
      before === null || record === null
        ? record
        : { node: sameNode ? before.node : record.node, upgrade: sameUpgrade ? before.upgrade : record.upgrade };
    this.#scripts.set(path, { ...script, record: sameNode && sameUpgrade ? before : kept });
    // Mostly it is only the lines that are others.
    if (!sameNode) this.#graph = record === null ? null : (this.#graph?.with(record.node) ?? null);
    if (!sameUpgrade && record !== null) this.#schemas.changed(record.node);
    return !sameNode || !sameUpgrade;
  }

  /** Forgets a file that is gone. @returns whether that changes what is known of the revisions. */
  delete(path: string): boolean {
    const known = this.#scripts.get(path);
    if (known === undefined) return false;
    this.#scripts.delete(path);
    this.#histories.delete(path);
    const mattered = known.record !== null || known.nameless === true;
    if (mattered) this.#graph = null;
    return mattered;
  }

  /** What the other revisions say about the script at `path`. The same object as before as long as that says the same. */
  history(path: string): RevisionHistory {
    const { graph } = this;
    const known = this.#histories.get(path);
    const record = this.#scripts.get(path)?.record ?? null;
    if (known?.holds(graph, record?.node ?? null)) return known;
    const history = new KnownHistory(
      graph,
      record?.node ?? null,
      (node) => this.#replay().before(node),
      (node) => this.#scripts.get(node.path)?.record?.upgrade ?? [],
    );
    this.#histories.set(path, history);
    return history;
  }

  /** The schema that a revision leaves behind. */
  after(node: RevisionNode): Schema {
    return this.#replay().after(node);
  }

  /** The schema that several revisions leave behind together. */
  afterAll(nodes: readonly RevisionNode[]): Schema {
    return this.#replay().afterAll(nodes);
  }

  /** Lets go of what `history` has found out for one script. */
  forget(path: string): void {
    this.#histories.delete(path);
  }

  #replay(): SchemaHistory {
    this.#schemas.update(this.graph, (node) => this.#scripts.get(node.path)?.record?.upgrade ?? []);
    return this.#schemas;
  }
}

class KnownHistory implements RevisionHistory {
  readonly graph: RevisionGraph;
  readonly node: RevisionNode | null;
  readonly #find: (node: RevisionNode) => Schema;
  readonly #upgradeOf: (node: RevisionNode) => Upgrade["operations"];
  #before: Schema | null = null;

  constructor(
    graph: RevisionGraph,
    node: RevisionNode | null,
    find: (node: RevisionNode) => Schema,
    upgradeOf: (node: RevisionNode) => Upgrade["operations"],
  ) {
    this.graph = graph;
    this.node = node;
    this.#find = find;
    this.#upgradeOf = upgradeOf;
  }

  before(): Schema {
    this.#before ??= this.node === null ? Schema.unknown : this.#find(this.node);
    return this.#before;
  }

  earlier(): readonly Upgrade[] {
    if (this.node === null) return [];
    return this.graph.before(this.node).map((node) => ({ path: node.path, operations: this.#upgradeOf(node) }));
  }

  /** Whether nobody who has asked this would now be told otherwise. */
  holds(graph: RevisionGraph, node: RevisionNode | null): boolean {
    if (graph !== this.graph || node !== this.node) return false;
    return node === null || this.#before === null || this.#before === this.#find(node);
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
