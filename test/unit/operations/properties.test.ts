import fc from "fast-check";
import { expect, test } from "vitest";
import type { Engine } from "../../../server/src/engine.ts";
import { engine } from "../../engine.ts";
import { readRulePages } from "../../rule-page.ts";
import {
  bodies,
  leavingAtTheTop,
  type Names,
  names,
  type Step,
  withVariables,
  writtenOut,
} from "./generated-bodies.ts";

const header = `import contextlib

from alembic import op
import sqlalchemy as sa
from app import settings
`;
const migrationHeader = `${header}from app.helpers import helper

revision = "b"
down_revision = "a"

`;
const setUp = ["bind = op.get_bind()", "insp = sa.inspect(bind)"];
const batch = ["def batch(t, c):", "    with op.batch_alter_table(t) as each:", "        each.drop_column(c)", ""];

function definition(name: string, body: readonly string[]): readonly string[] {
  return [`def ${name}:`, ...body.map((line) => `    ${line}`), ""];
}

const places = new Set(["start", "end", "span", "origin", "expression", "statement", "node", "location", "swallower"]);

/** What the operations are, without where they stand. */
function operationsOf(loaded: Engine, lines: readonly string[], helpers: readonly string[] = []): readonly unknown[] {
  const modules: Readonly<Record<string, string>> = { "app.helpers": header + helpers.join("\n") };
  const script = loaded.read(migrationHeader + lines.join("\n"), true, (name) => modules[name] ?? null);
  expect(script?.module.damage).toEqual([]);
  return (script?.operations ?? []).map((operation) => ({
    ...JSON.parse(JSON.stringify(operation, (key, value: unknown) => (places.has(key) ? undefined : value))),
    swallowed: operation.swallower?.construct ?? null,
  }));
}

const turns = fc.array(names, { minLength: 1, maxLength: 3 });
const body = bodies.map(leavingAtTheTop);

/** The bodies of all turns one after the other, with the names written out. */
function unrolled(steps: readonly Step[], given: readonly Names[]): readonly string[] {
  return [...batch, ...definition("upgrade()", [...setUp, ...given.flatMap((each) => writtenOut(steps, each))])];
}

const tuple = ({ t, c, v }: Names) => `("${t}", "${c}", "${v}")`;

test("the operations of a loop are those of its turns, one after the other", async () => {
  const loaded = await engine();
  fc.assert(
    fc.property(body, turns, (steps, given) => {
      const loop = [
        `for t, c, v in [${given.map(tuple).join(", ")}]:`,
        ...withVariables(steps, "continue").map((line) => `    ${line}`),
      ];
      const looped = operationsOf(loaded, [...batch, ...definition("upgrade()", [...setUp, ...loop])]);
      expect(looped).toEqual(operationsOf(loaded, unrolled(steps, given)));
    }),
    { numRuns: 150 },
  );
});

test("the operations of a local function are those of its body", async () => {
  const loaded = await engine();
  fc.assert(
    fc.property(body, turns, fc.boolean(), (steps, given, byKeyword) => {
      const calls = given.map(({ t, c, v }) =>
        byKeyword ? `apply(v="${v}", t="${t}", c="${c}")` : `apply("${t}", "${c}", v="${v}")`,
      );
      const apply = definition('apply(t, c, v="b")', [...setUp, ...withVariables(steps, "return")]);
      const called = operationsOf(loaded, [...batch, ...apply, ...definition("upgrade()", calls)]);
      expect(called).toEqual(operationsOf(loaded, unrolled(steps, given)));
    }),
    { numRuns: 150 },
  );
});

test("the operations of another module's function are those of its body", async () => {
  const loaded = await engine();
  fc.assert(
    fc.property(body, turns, (steps, given) => {
      const helper = [...batch, ...definition("helper(t, c, v)", [...setUp, ...withVariables(steps, "return")])];
      const calls = given.map((each) => `helper${tuple(each)}`);
      const called = operationsOf(loaded, definition("upgrade()", calls), helper);
      expect(called).toEqual(operationsOf(loaded, unrolled(steps, given)));
    }),
    { numRuns: 150 },
  );
});

const written = fc
  .tuple(body, turns, fc.boolean())
  .map(([steps, given, loop]) =>
    loop
      ? [
          ...batch,
          ...definition("upgrade()", [
            ...setUp,
            "for t, c, v in rows():",
            ...withVariables(steps, "continue").map((line) => `    ${line}`),
          ]),
        ]
      : unrolled(steps, given),
  )
  .map((lines) => migrationHeader + lines.join("\n"));
const pages = readRulePages().flatMap(({ bad, good }) => [bad, good]);
const scraps = fc.constantFrom(
  "(",
  ")",
  '"',
  "'''",
  "if x:",
  "else:",
  "\n",
  "\n    ",
  ":",
  "while True: ",
  "for x in x: ",
  "return ",
  "lambda: ",
  "[x for x in ",
  "not ",
  " and ",
  "=",
  "def upgrade(): upgrade()\n",
  "upgrade()",
  "{",
  "}",
  "f'{",
  "\\",
  "\u{1f600}",
  "yield ",
  "*",
  ".",
  ";",
  "$$",
);

/** One change of a text: a part of it is left out, written twice, or followed by a scrap. */
const change = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 40 }),
  scrap: scraps,
  repeat: fc.boolean(),
});

test("whatever is typed into a migration is read to its end, with all operations inside of it", async () => {
  const loaded = await engine();
  fc.assert(
    fc.property(
      fc.oneof(written, fc.constantFrom(...pages)),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (source, changes) => {
        let text = source;
        for (const { from, length, scrap, repeat } of changes) {
          const start = Math.floor(from * text.length);
          const part = text.slice(start, start + length);
          text = text.slice(0, start) + (repeat ? part + part : "") + scrap + text.slice(start + length);
        }
        const script = loaded.read(text, true, () => text);
        for (const { start, end } of script?.operations ?? []) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      },
    ),
    { numRuns: 300 },
  );
});
