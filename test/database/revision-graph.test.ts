import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureDebianPackages } from "../../scripts/setup/debian.mjs";
import { type GraphProblem, type Resolution, RevisionGraph } from "../../server/src/history/graph/revision-graph.ts";
import type { RevisionNode } from "../../server/src/history/graph/revision-node.ts";
import { recordRevision } from "../../server/src/history/revision-record.ts";
import { engine } from "../engine.ts";
import { debianPython } from "./driver.ts";
import { type Fault, faults, type GeneratedGraph, generatedGraph } from "./generated-graphs.ts";

interface AlembicError {
  readonly error: { readonly type: string; readonly message: string };
}

type Ids = readonly string[];

interface Reading {
  readonly error?: undefined;
  readonly warnings: Ids;
  readonly heads: Ids;
  readonly realHeads: Ids;
  readonly bases: Ids;
  readonly branchPoints: Ids;
  readonly labels: Readonly<Record<string, Ids>>;
  readonly order: Ids | AlembicError;
  readonly orders: Readonly<Record<string, Ids | AlembicError>>;
  readonly head: Ids | AlembicError;
  readonly resolved: Readonly<Record<string, Ids | AlembicError>>;
}

type Answer = Reading | (AlembicError & { readonly warnings: Ids });

const graphs = Array.from({ length: 600 }, (_, seed) => generatedGraph(seed));
let compared: { readonly generated: GeneratedGraph; readonly ours: RevisionGraph; readonly alembic: Answer }[] = [];
let root = "";

beforeAll(async () => {
  await ensureDebianPackages(["alembic"]);
  root = mkdtempSync(join(tmpdir(), "alembic-guidelines-graphs-"));
  const calls = graphs.map(({ seed, scripts, identifiers }) => {
    const folder = join(root, String(seed));
    mkdirSync(join(folder, "versions"), { recursive: true });
    for (const [file, text] of scripts) writeFileSync(join(folder, "versions", file), text);
    return { folder, identifiers };
  });
  const program = fileURLToPath(new URL("revision_graphs.py", import.meta.url));
  const options = { input: JSON.stringify(calls), encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  const answers: readonly Answer[] = JSON.parse(execFileSync(debianPython, [program], options));
  const { read } = await engine();
  compared = graphs.map((generated, index) => {
    const nodes = [...generated.scripts].flatMap(([file, text]) => {
      const script = read(text, true);
      const record = script === null ? null : recordRevision(script, join("/versions", file));
      return record?.node ?? [];
    });
    const alembic = answers[index];
    if (alembic === undefined) throw new Error("no answer");
    return { generated, ours: new RevisionGraph(nodes), alembic };
  });
});

afterAll(() => rmSync(root, { recursive: true }));

const ids = (nodes: readonly RevisionNode[]) => nodes.map(({ id }) => id.text);

/** The graphs that Alembic reads without a word, and in which we find nothing wrong. */
function sound(): { ours: RevisionGraph; alembic: Reading; seed: number }[] {
  return compared.flatMap(({ generated: { seed }, ours, alembic }) =>
    isReading(alembic) && alembic.warnings.length === 0 && ours.problems.length === 0 ? [{ seed, ours, alembic }] : [],
  );
}

/** Whether a revision runs before one that it names. */
function isUpsideDown(order: Ids, { nodes }: RevisionGraph): boolean {
  return nodes.some(({ id, downRevisions, dependsOn }) =>
    [...(downRevisions ?? []), ...(dependsOn ?? [])].some(({ text }) => order.indexOf(text) > order.indexOf(id.text)),
  );
}

function isReading(answer: Answer): answer is Reading {
  return answer.error === undefined;
}

function isError(answer: Ids | AlembicError): answer is AlembicError {
  return "error" in answer;
}

describe("what Alembic reads", () => {
  test("has no problem for us, but for cycles that it misses: it goes round in them for ever, or runs what depends on another before that one", () => {
    const quiet = compared.flatMap(({ ours, alembic, generated: { fault } }) =>
      isReading(alembic) && alembic.warnings.length === 0 ? [{ ours, alembic, fault }] : [],
    );
    expect(quiet.filter(({ fault }) => fault === null).length).toBeGreaterThan(300);
    for (const { ours, alembic, fault } of quiet) {
      // It looks only at what can be reached neither from a head nor from a base: a ring with both ends is missed.
      const isMissed = fault === "cycle" || fault === "dependency cycle";
      expect(kinds(ours)).toEqual(isMissed ? ["cycle"] : []);
      if (!isMissed) continue;
      const { order } = alembic;
      if (isError(order)) expect(order.error.type).toBe("TooLong");
      else expect(isUpsideDown(order, ours)).toBe(true);
    }
  });

  test("has the same heads, bases and branch points", () => {
    for (const { seed, ours, alembic } of sound()) {
      const { heads, realHeads, bases, branchPoints } = ours;
      expect({
        seed,
        heads: ids(heads),
        realHeads: ids(realHeads),
        bases: ids(bases),
        branchPoints: ids(branchPoints),
      }).toEqual({
        seed,
        heads: alembic.heads,
        realHeads: alembic.realHeads,
        bases: alembic.bases,
        branchPoints: alembic.branchPoints,
      });
    }
  });

  test("is upgraded in the same order, to the heads and to each revision", () => {
    for (const { seed, ours, alembic } of sound()) {
      expect({ seed, order: ids(ours.inOrder) }).toEqual({ seed, order: alembic.order });
      const orders = ours.nodes.map((node) => [node.id.text, [...ids(ours.before(node)), node.id.text]]);
      expect({ seed, orders: Object.fromEntries(orders) }).toEqual({ seed, orders: alembic.orders });
    }
  });

  test("has one head for `upgrade head` where we see one", () => {
    for (const { seed, ours, alembic } of sound()) {
      const refused = isError(alembic.head) && alembic.head.error.type === "MultipleHeads";
      expect({ seed, refused }).toEqual({ seed, refused: ours.heads.length > 1 });
    }
  });

  test("has the same branch labels", () => {
    for (const { seed, ours, alembic } of sound()) {
      const labels = ours.nodes.map((node) => [node.id.text, ours.labels(node)]);
      expect({ seed, labels: Object.fromEntries(labels) }).toEqual({ seed, labels: alembic.labels });
    }
  });

  test("is looked up by the same names", () => {
    const counts = new Map<string, number>();
    for (const { seed, ours, alembic } of sound()) {
      for (const [name, wanted] of Object.entries(alembic.resolved)) {
        const found = ours.resolve(name);
        const answer = answerInWords(wanted);
        const [outcome = ""] = answer.split(":");
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        expect({ seed, name, found: inWords(found, outcome) }).toEqual({ seed, name, found: answer });
      }
    }
    expect([...counts.keys()].sort()).toEqual(["ambiguous", "found", "no branch", "several heads", "unknown"]);
    for (const [outcome, count] of counts) expect(count, outcome).toBeGreaterThan(50);
  });
});

describe("what Alembic does not read, or complains about", () => {
  test("has a problem of that kind for us", () => {
    const seen = new Set<Fault>();
    for (const { generated, ours, alembic } of compared) {
      const { seed, fault } = generated;
      const [warning] = alembic.warnings.filter((text) => text.includes("more than once"));
      const complaints = [
        ...(warning === undefined ? [] : [warning]),
        ...(isReading(alembic) ? [] : [alembic.error.message]),
      ];
      if (isReading(alembic) && complaints.length === 0) continue;
      if (fault !== null) seen.add(fault);
      for (const kind of [
        ...(warning === undefined ? [] : ["duplicate"]),
        ...(isReading(alembic) ? [] : [kindOf(alembic, fault)]),
      ]) {
        expect({ seed, fault, complaints, kinds: kinds(ours) }).toMatchObject({
          kinds: expect.arrayContaining([kind]),
        });
      }
    }
    expect(faults.filter((fault) => !seen.has(fault))).toEqual([]);
  });
});

function kinds({ problems }: RevisionGraph): string[] {
  return [...new Set(problems.map(({ kind }) => kind))].sort();
}

function kindOf({ error: { type, message } }: AlembicError, fault: Fault | null): GraphProblem["kind"] {
  // The script that comes last counts for Alembic, and the labels of both: we say only that there are two.
  if (fault === "duplicate id" || fault === "copied script") return "duplicate";
  if (type.endsWith("Detected")) return "cycle";
  if (type === "KeyError") return "missing";
  if (type === "RevisionError" && message.startsWith("Character(s)")) return "characters";
  if (type === "RevisionError" && message.startsWith("Branch name")) return "label";
  throw new Error(`${type}: ${message}`);
}

function answerInWords(answer: Ids | AlembicError): string {
  if (!isError(answer)) return `found: ${answer.join(" ")}`;
  const { type, message } = answer.error;
  if (type === "MultipleHeads") return `several heads: ${message.split("; ").at(-1)?.replaceAll(",", "")}`;
  if (message.startsWith("Multiple revisions")) return "ambiguous";
  if (/^No such revision|is not a member of branch/.test(message)) return "unknown";
  // It says so of a branch named by a beginning that several have, too.
  if (message.startsWith("No such branch")) return "no branch";
  throw new Error(`${type}: ${message}`);
}

function inWords(resolution: Resolution, outcome: string): string {
  if (resolution.kind === "found") return `found: ${ids(resolution.nodes).join(" ")}`;
  if (outcome === "no branch") return outcome;
  if (resolution.kind === "unknown") return "unknown";
  if (outcome === "several heads") return `several heads: ${ids(resolution.candidates).join(" ")}`;
  return "ambiguous";
}
