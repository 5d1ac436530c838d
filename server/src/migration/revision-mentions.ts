import type { Span } from "../python/syntax.ts";
import type { DocstringLine } from "./header-docstring.ts";
import type { MigrationScript } from "./script.ts";

/** A place in a script's header that names a revision: in a variable the expression, quotes included; in the docstring the id. */
export interface RevisionMention extends Span {
  readonly text: string;
  /** It is the value of `revision`: the script's own name. */
  readonly isOwn: boolean;
}

/** All places in the header that name revisions. Where one expression names several, each has the whole of it. */
export function revisionMentions({ header, source }: MigrationScript): readonly RevisionMention[] {
  const { revision, downRevision, dependsOn, docstring } = header;
  const others = [
    ...(downRevision.names ?? []),
    ...(dependsOn.names ?? []),
    ...idsOf(docstring?.revisionId ?? null, source),
    ...idsOf(docstring?.revises ?? null, source),
  ];
  return [
    ...(revision === null ? [] : [{ ...revision, isOwn: true }]),
    ...others.map((name) => ({ ...name, isOwn: false })),
  ];
}

/** The places that hold an offset, or end there: that is where the cursor is when an id has been typed. */
export function revisionMentionsAt(script: MigrationScript, offset: number): readonly RevisionMention[] {
  return revisionMentions(script).filter(({ start, end }) => start <= offset && offset <= end);
}

function idsOf(line: DocstringLine | null, source: string): readonly (Span & { readonly text: string })[] {
  if (line === null) return [];
  const written = source.slice(line.start, line.end).matchAll(/[^,\s](?:[^,]*[^,\s])?/g);
  return [...written].map(({ 0: text, index }) => {
    const start = line.start + index;
    return { text, start, end: start + text.length };
  });
}
