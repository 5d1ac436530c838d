import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Range } from "vscode-languageserver/node";
import type { RevisionGraph } from "../../history/graph/revision-graph.ts";
import { type Candidate, candidatesFor } from "../../history/knowledge/candidates.ts";
import { sqlIdentifier } from "../../migration/edit/sql-name.ts";
import type { NamePlace } from "../../migration/names/name-place.ts";
import { namesIn } from "../../migration/names/names-in.ts";
import type { MigrationScript } from "../../migration/script.ts";
import { surroundingAt, textsWithWord } from "../../python/caret.ts";
import type { Checker } from "../checker.ts";
import type { DocumentPlace } from "../document-place.ts";
import { objectView } from "../object-view.ts";
import type { CompletionSource } from "./completion-source.ts";

/** Stands where the caret is while the text is read: nobody calls anything so. */
const caretWord = "agcaretword";

const kinds: Readonly<Record<string, CompletionItemKind>> = {
  table: CompletionItemKind.Struct,
  "foreign table": CompletionItemKind.Struct,
  view: CompletionItemKind.Interface,
  "materialized view": CompletionItemKind.Interface,
  column: CompletionItemKind.Field,
  index: CompletionItemKind.Reference,
  schema: CompletionItemKind.Module,
  "enum type": CompletionItemKind.Enum,
  value: CompletionItemKind.EnumMember,
};

/** Offers names of the database's objects in the strings of operations: in directives, in calls of the enum helper, and in SQL. */
export class NameCompletions implements CompletionSource {
  readonly triggers = ['"', "'", " ", ".", "("];
  readonly #checker: Checker;

  constructor(checker: Checker) {
    this.#checker = checker;
  }

  async complete(place: DocumentPlace): Promise<readonly CompletionItem[]> {
    const { document, offset, checked, path } = place;
    if (checked.basis === null) return [];
    const source = document.getText();
    const surrounding = surroundingAt(source, offset);
    if (surrounding.kind !== "string") return [];
    const { context } = checked.basis;
    for (const { text, isCut } of textsWithWord(source, offset, caretWord, surrounding.quote)) {
      const script = await this.#checker.readInPlace(document, text);
      const name = script === null ? null : nameAtCaret(script, offset);
      if (script === null || name === null) {
        // What can be read as it is has no name there.
        if (script !== null && !isCut && !isDamaged(script, offset)) return [];
        continue;
      }
      if (name.isNew) return [];
      const { met } = objectView({ ...checked.basis, script }, name.operation, path ?? "");
      const candidates = candidatesFor(name.what, met, name.writing === "identifier");
      const end = isCut ? offset : endOfWord(name, source, offset);
      const range = { start: document.positionAt(name.start), end: document.positionAt(end) };
      const written = source.slice(name.start, end);
      return itemsFor(candidates, { name, range, written, graph: context.history?.graph ?? null });
    }
    return [];
  }
}

function isDamaged({ module }: MigrationScript, offset: number): boolean {
  return module.damage.some(({ start, end }) => start <= offset && offset <= end);
}

function nameAtCaret(script: MigrationScript, offset: number): NamePlace | null {
  return (
    namesIn(script).find(
      ({ name, start, end }) => name.includes(caretWord) && start <= offset && offset + caretWord.length <= end,
    ) ?? null
  );
}

/** Where the word that the caret is in ends. A literal that is not closed yet goes on to the end of the SQL. */
function endOfWord({ writing, end }: NamePlace, source: string, offset: number): number {
  const last = Math.max(offset, end - caretWord.length);
  if (writing !== "literal" || !/\s/.test(source.slice(offset, last))) return last;
  return offset + (/^[\w-]*/.exec(source.slice(offset))?.[0].length ?? 0);
}

interface Word {
  readonly name: NamePlace;
  readonly range: Range;
  /** What stands there so far. */
  readonly written: string;
  readonly graph: RevisionGraph | null;
}

function itemsFor(candidates: readonly Candidate[], { name, range, written, graph }: Word): CompletionItem[] {
  const isQuoted = written.startsWith('"');
  return candidates.flatMap((candidate, index) => {
    const { kind, name: label } = candidate;
    // Such names would have to be escaped for Python as well.
    if (/["'\\\n]/.test(label)) return [];
    const newText = name.writing === "identifier" ? identifier(candidate, isQuoted) : label;
    return [
      {
        label: candidate.schema === null ? label : `${candidate.schema}.${label}`,
        kind: kinds[kind] ?? CompletionItemKind.Property,
        detail: detailOf(candidate, graph),
        sortText: String(index).padStart(5, "0"),
        ...(isQuoted ? { filterText: `"${label}"` } : {}),
        insertTextFormat: InsertTextFormat.PlainText,
        textEdit: { range, newText },
      },
    ];
  });
}

function identifier({ schema, name }: Candidate, isQuoted: boolean): string {
  const own = isQuoted ? `"${name}"` : sqlIdentifier(name);
  return schema === null ? own : `${sqlIdentifier(schema)}.${own}`;
}

/** `table, created in 0001_base` */
function detailOf({ kind, detail, place }: Candidate, graph: RevisionGraph | null): string {
  const node = place === null ? undefined : graph?.nodes.find(({ path }) => path === place.path);
  const what = detail === null ? kind : `${kind} ${detail}`;
  return node === undefined ? what : `${what}, created in ${node.id.text}`;
}
