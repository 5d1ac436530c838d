import type { Work } from "../../migration/edit/skip-without.ts";
import type { Operation } from "../../migration/operation.ts";

/** What some operations do, in the words of the guideline's check: `creating trigger`, `trigger creation`, `create trigger`. */
export function workOf(operations: readonly Operation[]): Work {
  const works = [
    ...new Map(operations.map((operation) => [JSON.stringify(verbOf(operation)), verbOf(operation)])).values(),
  ];
  const [first] = works;
  const things = [...new Set(works.map(({ thing }) => thing))];
  if (first === undefined || things.length > 2 || works.some(({ verb }) => verb !== first.verb))
    return { doing: "using it", noun: "what needs it", infinitive: "use it" };
  const thing = things.join(" and ");
  const { doing, noun } = verbs[first.verb];
  return { doing: `${doing} ${thing}`, noun: `${thing} ${noun}`, infinitive: `${first.verb} ${thing}` };
}

const verbs = {
  create: { doing: "creating", noun: "creation" },
  drop: { doing: "dropping", noun: "removal" },
  change: { doing: "changing", noun: "change" },
  read: { doing: "reading", noun: "query" },
} as const;

interface Verb {
  readonly verb: keyof typeof verbs;
  readonly thing: string;
}

function verbOf(operation: Operation): Verb {
  switch (operation.kind) {
    case "create":
    case "drop":
      return { verb: operation.kind, thing: operation.object.type };
    case "alter":
    case "rename":
    case "comment":
      return { verb: "change", thing: operation.object.type };
    case "command":
      return { verb: "change", thing: /^(GRANT|REVOKE|ALTER DEFAULT)/.test(operation.name) ? "privileges" : "data" };
    case "query":
      return { verb: "read", thing: "data" };
    case "broken sql":
      return sketched(operation.origin.words?.().map(({ text }) => text.toUpperCase()) ?? []);
    case "add enum value":
    case "rename enum value":
      return { verb: "change", thing: "type" };
    default:
      return { verb: "change", thing: "data" };
  }
}

const modifiers = new Set(["OR", "REPLACE", "CONSTRAINT", "UNIQUE", "TEMP", "TEMPORARY", "UNLOGGED", "MATERIALIZED"]);

/** Of a statement that does not parse, its first words. */
function sketched([command, ...words]: readonly string[]): Verb {
  const thing = words.find((word) => !modifiers.has(word))?.toLowerCase() ?? "data";
  if (command === "CREATE") return { verb: "create", thing };
  if (command === "DROP") return { verb: "drop", thing };
  return { verb: "change", thing: command === "ALTER" ? thing : "data" };
}
