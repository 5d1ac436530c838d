import type { Call } from "../../python/syntax.ts";
import type { TextEdit } from "./text-edit.ts";

/** The edit that gives a keyword argument to a call, in the manner in which its arguments are laid out. */
export function withKeyword(source: string, call: Call, name: string, value: string): TextEdit {
  const present = call.arguments.find((argument) => argument.keyword === name);
  if (present !== undefined) return { start: present.value.start, end: present.value.end, text: value };
  const last = call.arguments.at(-1);
  const text = `${name}=${value}`;
  if (last === undefined) return { start: call.end - 1, end: call.end - 1, text };
  const before = call.arguments.at(-2)?.end ?? call.callee.end + 1;
  const gap = source.slice(before, last.start);
  // Arguments on lines of their own stay so.
  const separator = gap.includes("\n") && !gap.includes("#") ? `,${gap.slice(gap.search(/\r?\n/))}` : ", ";
  return { start: last.end, end: last.end, text: separator + text };
}
