import type { RevisionNode } from "../../history/graph/revision-node.ts";

/** Alembic's `truncate_slug_length`. */
const SLUG_LENGTH = 40;
/** A shorter end of a file's name says the same as the message by chance. */
const SHORTEST_SLUG = 3;

/**
 * The name of a file for the merge of `heads`: as the project's `file_template` has it, which the heads' own names show, else Alembic's
 * default one. A date in it is the last head's, so that the name does not depend on when the merge is made.
 */
export function mergeFileName(heads: readonly RevisionNode[], id: string, message: string): string {
  const names = heads.flatMap((head) => nameLike(head, id, message) ?? []).sort();
  return `${names.at(-1) ?? `${id}_${cut(slugOf(message))}`}.py`;
}

/** The name of `head`'s file with another id and message in it; null where it has neither of its own. */
function nameLike({ path, id: { text }, message: said }: RevisionNode, id: string, message: string): string | null {
  const stem = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).replace(/\.py$/, "");
  const start = indexOfWord(stem, text);
  const slug = slugAtEnd(stem, said);
  const rest = stem.slice(0, stem.length - slug.length);
  const merged = cut(slugOf(message));
  if (start < 0) return slug === "" ? null : rest + merged;
  const end = start + text.length;
  const before = stem.slice(0, start);
  if (slugAtEnd(before.replace(/[-_.]+$/, ""), said) !== "") return null;
  if (slug !== "" && rest.length >= end) return before + id + rest.slice(end) + merged;
  const [separator = "_"] = /^[-_.]+/.exec(stem.slice(end)) ?? [];
  return before + id + separator + merged;
}

/** Where `word` stands in `text` with no letter or digit around it; -1 where it does not. */
function indexOfWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = text.charAt(at - 1) + text.charAt(at + word.length);
    if (!/[\p{L}\p{N}]/u.test(around)) return at;
  }
  return -1;
}

/** The part of a file's name, at its end, that is a message or the beginning of one. */
function slugAtEnd(stem: string, message: string): string {
  const slug = slugOf(message);
  for (let length = slug.length; length >= SHORTEST_SLUG; length--) {
    if (stem.endsWith(slug.slice(0, length))) return slug.slice(0, length);
  }
  return "";
}

/** A message as a file's name has it (`ScriptDirectory._rev_path`). */
function slugOf(message: string): string {
  return (message.match(/[\p{L}\p{N}_]+/gu) ?? []).join("_").toLowerCase();
}

function cut(slug: string): string {
  if (slug.length <= SLUG_LENGTH) return slug;
  const shortened = slug.slice(0, SLUG_LENGTH);
  const last = shortened.lastIndexOf("_");
  return `${last < 0 ? shortened : shortened.slice(0, last)}_`;
}
