import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { surroundingAt } from "../../python/caret.ts";
import type { Finding } from "../../rules/finding.ts";
import { rules } from "../../rules/index.ts";
import { unusedSuppression } from "../../rules/unused-suppression.ts";
import type { ClientFeatures } from "../client-features.ts";
import type { DocumentPlace } from "../document-place.ts";
import type { CompletionSource } from "./completion-source.ts";

/** Offers the comment that suppresses findings, and the names of rules in it. */
export class SuppressionCompletions implements CompletionSource {
  // No hyphen: it would end the list of snippets, whose names have some.
  readonly triggers = ["[", ",", " ", ":"];

  complete(place: DocumentPlace, features: ClientFeatures): readonly CompletionItem[] {
    const { document, offset, checked } = place;
    if (checked.basis === null) return [];
    const source = document.getText();
    const surrounding = surroundingAt(source, offset);
    if (surrounding.kind !== "comment") return [];
    const { start } = surrounding;
    const comment = source.slice(start, offset);
    const findings = checked.findings.filter(({ rule }) => rule !== unusedSuppression.name);
    const list = /^#\s*alembic-guidelines:\s*(ignore|ignore-file)\s*\[([^\]]*)$/.exec(comment);
    if (list !== null) {
      const [, kind, names = ""] = list;
      const here = kind === "ignore-file" ? findings : findingsFor(document, start, findings);
      return ruleNames(place, names, here);
    }
    if (!/^#\s*alembic[\w:-]*(?:\s+[\w-]*)?$/.test(comment)) return [];
    return comments(place, start, findingsFor(document, start, findings), features);
  }
}

/** The findings that a comment at `start` is for: those of its own line or, where it stands alone, of the next line with code. */
function findingsFor(document: TextDocument, start: number, findings: readonly Finding[]): readonly Finding[] {
  const source = document.getText();
  let { line } = document.positionAt(start);
  const lineOf = (number: number) =>
    source.slice(
      document.offsetAt({ line: number, character: 0 }),
      document.offsetAt({ line: number + 1, character: 0 }),
    );
  if (/^\s*#/.test(lineOf(line))) while (line < document.lineCount && /^\s*(?:#|$)/.test(lineOf(line))) line++;
  return findings.filter((finding) => {
    const [first, last] = [document.positionAt(finding.start).line, document.positionAt(finding.end).line];
    return first <= line && line <= last;
  });
}

function ruleNames({ document, offset }: DocumentPlace, names: string, here: readonly Finding[]): CompletionItem[] {
  const source = document.getText();
  const word = /[\w-]*$/.exec(names)?.[0] ?? "";
  const rest = /^[\w-]*/.exec(source.slice(offset))?.[0] ?? "";
  const after = /^[^\]\n]*/.exec(source.slice(offset))?.[0] ?? "";
  const others = new Set([
    ...names.slice(0, names.length - word.length).split(/[\s,]+/),
    ...after.slice(rest.length).split(/[\s,]+/),
  ]);
  const range = { start: document.positionAt(offset - word.length), end: document.positionAt(offset + rest.length) };
  return rules
    .filter(({ name }) => !others.has(name) && name !== unusedSuppression.name)
    .map(({ name, description, severity }) => {
      const isHere = here.some(({ rule }) => rule === name);
      return {
        label: name,
        kind: CompletionItemKind.Value,
        detail: isHere ? `${severity}, found here` : severity,
        documentation: { kind: MarkupKind.Markdown, value: description },
        sortText: `${isHere ? 0 : 1}${name}`,
        ...(isHere ? { preselect: true } : {}),
        textEdit: { range, newText: name },
      };
    });
}

function comments(
  { document, offset }: DocumentPlace,
  start: number,
  here: readonly Finding[],
  { snippets }: ClientFeatures,
): CompletionItem[] {
  const names = [...new Set(here.map(({ rule }) => rule))].join(", ");
  const hole = snippets ? "$1" : "";
  const range = { start: document.positionAt(start), end: document.positionAt(offset) };
  const item = (kind: "ignore" | "ignore-file", list: string, detail: string): CompletionItem => ({
    label: `# alembic-guidelines: ${kind}[${list}]`,
    kind: CompletionItemKind.Snippet,
    detail,
    filterText: `# alembic-guidelines: ${kind}`,
    insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: `# alembic-guidelines: ${kind}[${list === "" ? hole : list}]${snippets ? " $0" : ""}` },
  });
  return [
    item("ignore", names, names === "" ? "suppress a rule for this statement" : "suppress what is found here"),
    item("ignore-file", "", "suppress a rule for this file"),
  ];
}
