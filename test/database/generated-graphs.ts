import { Choices } from "../random-choices.ts";

/** The scripts of an environment, as a seed has drawn them. */
export interface GeneratedGraph {
  readonly seed: number;
  /** What is wrong with it; null for nothing. */
  readonly fault: Fault | null;
  /** By file name. */
  readonly scripts: ReadonlyMap<string, string>;
  /** What to look revisions up by. */
  readonly identifiers: readonly string[];
}

/** What can be wrong with a generated graph. */
export const faults = [
  "duplicate id",
  "copied script",
  "missing parent",
  "missing dependency",
  "self loop",
  "dependency self loop",
  "cycle",
  "dependency cycle",
  "duplicate label",
  "label that is an id",
  "label twice",
  "refused id",
] as const;

export type Fault = (typeof faults)[number];

interface Draft {
  readonly file: string;
  id: string;
  downs: string[];
  dependencies: string[];
  labels: string[];
}

/** A graph of up to 24 revisions, or of up to 150; every third one has something wrong with it. */
export function generatedGraph(seed: number): GeneratedGraph {
  const choices = new Choices(seed);
  const drafts = drawGraph(1 + choices.number(seed % 50 === 1 ? 150 : 24), choices);
  const fault = seed % 3 === 0 ? (faults[Math.floor(seed / 3) % faults.length] ?? null) : null;
  if (fault !== null) addFault(drafts, fault, choices);
  return {
    seed,
    fault,
    scripts: new Map(drafts.map((draft) => [draft.file, source(draft, choices)])),
    identifiers: drawIdentifiers(drafts, choices),
  };
}

function drawGraph(size: number, choices: Choices): Draft[] {
  const drafts: Draft[] = [];
  const often = { bases: 2 + choices.number(12), merges: 2 + choices.number(8), branches: 1 + choices.number(4) };
  const needs = choices.once(2) ? 2 + choices.number(6) : 1000;
  const labelled = 2 + choices.number(8);
  for (let index = 0; index < size; index++) {
    const heads = drafts.filter(({ id }) => !drafts.some(({ downs }) => downs.includes(id))).map(({ id }) => id);
    const ids = drafts.map(({ id }) => id);
    let downs: string[] = [];
    if (!choices.once(often.bases)) {
      const first = choices.any(choices.once(often.branches) ? heads : ids);
      downs = first === null ? [] : [first];
      while (downs.length > 0 && choices.once(often.merges)) downs.push(choices.one(ids));
      downs = [...new Set(downs)];
    }
    const dependencies: string[] = [];
    while (ids.length > 0 && choices.once(needs)) {
      const { id, labels } = choices.one(drafts);
      dependencies.push(choices.any(labels) ?? id);
    }
    const labels = choices.once(labelled) ? [`${choices.one(["br", "branch_", "expand", "x"])}${index}`] : [];
    if (labels.length > 0 && choices.once(3)) labels.push(`second${index}`);
    drafts.push({ file: fileName(index, choices), id: drawId(index, choices), downs, dependencies, labels });
  }
  return drafts;
}

/** Ids with beginnings in common, some of them very short. */
function drawId(index: number, choices: Choices): string {
  const beginning = choices.one(["", "a", "ab", "abc", "abcd", "expand"]);
  const digits = choices.number(16 ** 4).toString(16);
  return choices.once(6) ? `${index}z` : `${beginning}${digits}${index}`;
}

/** Names that sort in another order than the revisions follow each other. */
function fileName(index: number, choices: Choices): string {
  return `${choices.number(100)}_${index}.py`;
}

function addFault(drafts: Draft[], fault: Fault, choices: Choices): void {
  const victim = choices.one(drafts);
  const other = choices.one(drafts);
  const extra = (draft: Partial<Draft>): Draft => {
    const drawn = {
      file: `extra${choices.number(9)}.py`,
      id: "extra",
      downs: [],
      dependencies: [],
      labels: [],
      ...draft,
    };
    drafts.push(drawn);
    return drawn;
  };
  switch (fault) {
    case "duplicate id":
      extra({ id: victim.id, downs: choices.once(2) ? [other.id] : [] });
      break;
    case "copied script":
      extra({ ...victim, file: `${victim.file.replace(".py", "")}_copy.py` });
      break;
    case "missing parent":
      victim.downs = [...victim.downs, "nowhere"];
      break;
    case "missing dependency":
      victim.dependencies = [...victim.dependencies, choices.once(2) ? "nowhere" : `${victim.id}x`];
      break;
    case "self loop":
      victim.downs = [...victim.downs, victim.id];
      break;
    case "dependency self loop":
      victim.dependencies = [...victim.dependencies, victim.id];
      break;
    case "cycle":
    case "dependency cycle": {
      const top = choices.any(drafts.filter((draft) => draft !== victim && descends(draft, victim, drafts)));
      const last = top ?? extra({ downs: [victim.id] });
      if (fault === "cycle") victim.downs = [...victim.downs, last.id];
      else victim.dependencies = [...victim.dependencies, last.id];
      break;
    }
    case "duplicate label":
      victim.labels = [...victim.labels, "same"];
      extra({ labels: ["same"], downs: choices.once(2) ? [other.id] : [] });
      break;
    case "label that is an id":
      victim.labels = [...victim.labels, other.id];
      break;
    case "label twice":
      victim.labels = ["twice", "twice"];
      break;
    case "refused id":
      extra({ id: `new${choices.one(["-", "+", "@"])}id` });
  }
}

function descends(draft: Draft, from: Draft, drafts: readonly Draft[]): boolean {
  const seen = new Set<string>();
  const open = [draft];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (each.downs.includes(from.id)) return true;
    if (seen.has(each.id)) continue;
    seen.add(each.id);
    open.push(...drafts.filter(({ id }) => each.downs.includes(id)));
  }
  return false;
}

function drawIdentifiers(drafts: readonly Draft[], choices: Choices): string[] {
  const ids = drafts.map(({ id }) => id);
  const labels = drafts.flatMap((draft) => draft.labels);
  const begun = [...ids, ...labels].map((name) => name.slice(0, 1 + choices.number(name.length)));
  const names = [...ids, ...labels, ...begun];
  const anywhere = () => choices.one([...names, "head", "heads", "base", "nowhere"]);
  const inBranches = Array.from({ length: 20 }, () => `${choices.one([...names, "nowhere"])}@${anywhere()}`);
  return [
    ...new Set([
      ...["head", "heads", "base", "nowhere", "@head", "a", "ab", "abc"],
      ...names,
      ...labels.flatMap((label) => [`${label}@head`, `${label}@heads`]),
      ...inBranches,
    ]),
  ];
}

function source({ id, downs, dependencies, labels }: Draft, choices: Choices): string {
  return [
    `"""Revision ${id}."""`,
    "from typing import Sequence, Union",
    `PARENTS = ${downs.length === 0 && choices.once(4) ? '""' : names(downs, choices)}`,
    choices.one([`revision = "${id}"`, `revision: str = '${id}'`]),
    choices.one([
      "down_revision = PARENTS",
      `down_revision = ${names(downs, choices)}`,
      `down_revision: Union[str, Sequence[str], None] = ${names(downs, choices)}`,
    ]),
    ...(labels.length === 0 && choices.once(3) ? [] : [`branch_labels = ${names(labels, choices)}`]),
    ...(dependencies.length === 0 && choices.once(3) ? [] : [`depends_on = ${names(dependencies, choices)}`]),
    "def upgrade():",
    "    pass",
    "",
  ].join("\n");
}

/** Names as Python writes them. */
function names(all: readonly string[], choices: Choices): string {
  const quoted = all.map((name) => `"${name}"`);
  const [first, ...others] = quoted;
  if (first === undefined) return choices.one(["None", "None", "()", "[]"]);
  const list = [`(${quoted.join(", ")},)`, `[${quoted.join(", ")}]`];
  return choices.one(others.length === 0 ? [first, first, ...list] : list);
}
