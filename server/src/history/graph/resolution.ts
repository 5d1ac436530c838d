import type { Lineage } from "./lineage.ts";
import type { RevisionNames } from "./revision-names.ts";

type Numbers = readonly number[];

/** What an identifier stands for; revisions are numbers. */
export type Found<Revision = number> =
  | { readonly kind: "found"; readonly nodes: readonly Revision[] }
  /** `name` is the part of the identifier that stands for no revision, or for none in the branch. */
  | { readonly kind: "unknown"; readonly name: string }
  /** `name` is the part that stands for each of `candidates`. */
  | { readonly kind: "ambiguous"; readonly name: string; readonly candidates: readonly Revision[] };

/** The revisions that nothing follows. */
export interface Heads {
  /** By `down_revision`. */
  readonly heads: Numbers;
  /** By `depends_on` too. */
  readonly realHeads: Numbers;
}

/** Alembic takes the beginning of an id or label, however short, for one that has at least so many characters. */
const SHORTEST_BEGUN = 4;

/** Resolves identifiers as `RevisionMap.get_revisions` of Alembic 1.8.1 does, which is what `alembic upgrade` takes. */
export class Resolver {
  readonly #names: RevisionNames;
  readonly #lineage: Lineage;
  readonly #heads: Heads;

  constructor(names: RevisionNames, lineage: Lineage, heads: Heads) {
    this.#names = names;
    this.#lineage = lineage;
    this.#heads = heads;
  }

  /** @param identifier an id, its beginning, a branch label, `head`, `heads` or `base`; or one of these after a branch and `@`. */
  resolve(identifier: string): Found {
    const at = identifier.indexOf("@");
    const branch = at < 0 ? "" : identifier.slice(0, at);
    const name = identifier.slice(at + 1);
    if (name === "base") return found([]);
    if (branch === "") return this.#unbranched(name);
    const inBranch = this.#branch(branch);
    if (inBranch.kind !== "found") return inBranch;
    const [of] = inBranch.nodes;
    if (of === undefined) return this.#unbranched(name);
    const kin = this.#kin(of);
    if (name === "head" || name === "heads") {
      const heads = this.#heads.heads.filter((head) => kin[head] === 1);
      return name === "head" && heads.length > 1 ? ambiguous(identifier, heads) : found(heads);
    }
    const named = this.#named(name, (node) => kin[node] === 1);
    const [only] = named.kind === "found" ? named.nodes : [];
    return only !== undefined && kin[only] !== 1 ? unknown(name) : named;
  }

  #unbranched(name: string): Found {
    if (name === "heads") return found(this.#heads.realHeads);
    const { heads } = this.#heads;
    if (name === "head") return heads.length > 1 ? ambiguous(name, heads) : found(heads);
    return this.#named(name, () => true);
  }

  /** The revision that a branch is named by. */
  #branch(name: string): Found {
    return name === "base" ? found([]) : name === "head" ? this.#unbranched(name) : this.#named(name, () => true);
  }

  #named(name: string, isCandidate: (node: number) => boolean): Found {
    const node = this.#names.byIdOrLabel(name);
    if (node !== null) return found([node]);
    if (name === "") return unknown(name);
    const candidates: number[] = [];
    for (const id of this.#names.ids) candidates.push(...begun(id, name, this.#names.byId(id), isCandidate));
    for (const label of this.#names.labels)
      candidates.push(...begun(label, name, this.#names.byLabel(label), isCandidate));
    if (candidates.length === 0) return unknown(name);
    return candidates.length === 1 ? found(candidates) : ambiguous(name, candidates);
  }

  /** 1 for a revision and all that it follows or that follow it, by `down_revision`. */
  #kin(node: number): Uint8Array {
    const { size, followed, settled } = this.#lineage;
    const kin = new Uint8Array(size);
    const open = [node];
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      if (kin[each] === 1) continue;
      kin[each] = 1;
      for (const parent of followed[each] ?? []) open.push(parent);
    }
    const isAfter = new Uint8Array(size);
    isAfter[node] = 1;
    for (const each of settled) {
      if (!followed[each]?.some((parent) => isAfter[parent] === 1)) continue;
      isAfter[each] = 1;
      kin[each] = 1;
    }
    return kin;
  }
}

function begun(full: string, name: string, node: number | null, isCandidate: (node: number) => boolean): Numbers {
  return node !== null && full.length >= SHORTEST_BEGUN && full.startsWith(name) && isCandidate(node) ? [node] : [];
}

function found(nodes: Numbers): Found {
  return { kind: "found", nodes };
}

function unknown(name: string): Found {
  return { kind: "unknown", name };
}

function ambiguous(name: string, candidates: Numbers): Found {
  return { kind: "ambiguous", name, candidates: [...new Set(candidates)] };
}
