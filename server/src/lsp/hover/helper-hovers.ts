import { pathToFileURL } from "node:url";
import type { Context } from "../../context.ts";
import { knownObject } from "../../history/knowledge/known-object.ts";
import { helperFunctions, isHelperFunction } from "../../migration/enum-helper.ts";
import type { AddEnumValue } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Span } from "../../python/syntax.ts";
import { guidelinePage } from "../../rule-pages.ts";
import type { DocumentPlace } from "../document-place.ts";
import { type ObjectView, objectView } from "../object-view.ts";
import type { HoverSource, HoverText } from "./hover-source.ts";
import { code, objectText, type Teller } from "./object-text.ts";

const purposes: Readonly<Record<string, string>> = {
  [helperFunctions.one]:
    "Adds a value to an enum type, unless the type has it already: no error, no aborted transaction.",
  [helperFunctions.several]:
    "Adds values to the end of an enum type, in their order, except those that it has already: no error, no aborted transaction.",
};

/** Explains the functions of the enum helper where they are imported and called; at a call, what is known of the type. */
export class HelperHovers implements HoverSource {
  hover({ checked, offset, path }: DocumentPlace): HoverText | null {
    const { basis } = checked;
    if (basis === null) return null;
    const { script, context } = basis;
    const call = script.helperCalls.find(({ nameSpan }) => covers(nameSpan, offset));
    const imported = script.imports.find((each) => isHelperFunction(each.name ?? "") && covers(each, offset));
    const name = call?.name ?? imported?.name ?? null;
    const span = call?.nameSpan ?? imported;
    if (name === null || span === undefined) return null;
    const parts = [`**${name}** · enum helper  \n${purposes[name]}`, sourceLine(script, context, name), reason()];
    const addition = call === undefined ? null : additionAt(script, offset);
    if (addition !== null && path !== null) {
      const view = objectView(basis, addition, path);
      parts.push(...typeTexts(script, addition, view, { path, graph: context.history?.graph ?? null }));
    }
    return { markdown: parts.filter((part) => part !== null).join("\n\n"), start: span.start, end: span.end };
  }
}

/** Where Python finds it. */
function sourceLine(script: MigrationScript, { modules }: Context, name: string): string | null {
  const module = script.imports.find((each) => each.name === name)?.module;
  if (module === undefined) return null;
  const known = modules.get(module);
  switch (known?.state) {
    case "found":
      return `From ${code(module)}: [${fileName(known.path)}](${pathToFileURL(known.path).href})`;
    case "absent":
      return `From ${code(module)}, which is not there.`;
    case "shadowed":
      return `From ${code(module)}: Python imports the installed package of that name instead of [${fileName(known.path)}](${pathToFileURL(known.path).href}).`;
    default:
      return `From ${code(module)}`;
  }
}

function reason(): string {
  const page = guidelinePage();
  const section = "guideline, 1. Adding Enum Values";
  return `\`ALTER TYPE … ADD VALUE\` fails on a value that is there, and PostgreSQL then aborts the transaction, whatever Python catches (${page === null ? section : `[${section}](${page})`}).`;
}

function additionAt({ operations }: MigrationScript, offset: number): AddEnumValue | null {
  for (const operation of operations) {
    if (
      operation.kind === "add enum value" &&
      operation.through === "helper" &&
      covers(operation.origin.call.callee, offset)
    )
      return operation;
  }
  return null;
}

/** The type as the call finds it, and which of the values it has already. */
function typeTexts(
  script: MigrationScript,
  { type, origin }: AddEnumValue,
  { met: schema, upgrades }: ObjectView,
  teller: Teller,
): readonly string[] {
  const { name, schema: own } = type;
  if (name.text === null || (own !== null && own.text === null)) return [];
  const known = knownObject(
    { name: name.text, what: { kind: "type", schema: own?.text ?? null } },
    { schema, upgrades },
  );
  if (known === null || known.presence !== "present") return [];
  const labels = schema.enumLabels({ schema: own?.text ?? "public", name: name.text });
  const given = script.operations.flatMap((each) =>
    each.kind === "add enum value" && each.origin.call === origin.call ? (each.value.text ?? []) : [],
  );
  const there = labels === null ? [] : given.filter((value) => labels.includes(value));
  const list = there.map((value) => code(`'${value}'`)).join(", ");
  return [objectText(known, teller), ...(there.length === 0 ? [] : [`There already: ${list}`])];
}

function covers({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
