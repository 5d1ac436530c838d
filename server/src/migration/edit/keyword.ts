import type { Argument, Call } from "../../python/syntax.ts";
import { beginsLine, indentationAt, lineEndOf, lineStop } from "./layout.ts";
import type { TextEdit } from "./text-edit.ts";

/** The edit that gives a keyword argument to a call, in the manner in which its arguments are laid out. */
export function withKeyword(source: string, call: Call, name: string, value: string): TextEdit {
  const present = call.arguments.find((argument) => argument.keyword === name);
  if (present !== undefined) return { start: present.value.start, end: present.value.end, text: value };
  const last = call.arguments.at(-1);
  const text = `${name}=${value}`;
  return last === undefined ? { start: call.end - 1, end: call.end - 1, text } : afterArgument(source, last, text);
}

/** The edit that gives a call one more argument without a keyword, after those that it has; null where it has none. */
export function withArgument(source: string, call: Call, text: string): TextEdit | null {
  const last = call.arguments.findLast((argument) => argument.keyword === null && !argument.splat);
  return last === undefined ? null : afterArgument(source, last, text);
}

function afterArgument(source: string, last: Argument, text: string): TextEdit {
  if (!beginsLine(source, last.start)) return { start: last.end, end: last.end, text: `, ${text}` };
  // Arguments on lines of their own stay so, each with the comment behind it.
  const line = lineEndOf(source) + indentationAt(source, last.start) + text;
  const end = lineStop(source, last.end);
  const [, comma = "", comment] = /^(,?)([ \t]*#.*)$/.exec(source.slice(last.end, end)) ?? [];
  if (comment === undefined) return { start: last.end, end: last.end, text: `,${line}` };
  return { start: last.end, end, text: `,${comment}${line}${comma}` };
}

/** The edit that takes a keyword argument out of a call, with the comma before or after it; null where it is not there. */
export function withoutKeyword(source: string, call: Call, name: string): TextEdit | null {
  const index = call.arguments.findIndex((argument) => argument.keyword === name);
  const given = call.arguments[index];
  if (given === undefined) return null;
  const previous = call.arguments[index - 1];
  const next = call.arguments[index + 1];
  const gap = previous === undefined ? "" : source.slice(previous.end, given.start);
  // A comment between the arguments stays.
  if (previous !== undefined && !gap.includes("#")) return { start: previous.end, end: given.end, text: "" };
  const end = next === undefined ? given.end : next.start;
  return source.slice(given.end, end).includes("#") ? null : { start: given.start, end, text: "" };
}
