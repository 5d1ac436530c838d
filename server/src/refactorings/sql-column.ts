import type { QualifiedName } from "../migration/database-object.ts";
import { sqlIdentifier } from "../migration/edit/sql-name.ts";
import type { TextEdit } from "../migration/edit/text-edit.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { SqlWord } from "../migration/sql-words.ts";
import type { CheckedColumn } from "./check-constraint.ts";
import type { EnumColumn } from "./enum-users.ts";

/**
 * The edit that gives a column of SQL another type and its constraint, which comes and goes with the column.
 * @returns null where the statement is not written out, or its Python string would need escapes.
 */
export function sqlColumnEdit(
  { source }: MigrationScript,
  { operation }: EnumColumn,
  type: QualifiedName,
  column: CheckedColumn,
): readonly TextEdit[] | null {
  const words = operation.origin.words?.() ?? [];
  const names = [...(type.schema?.text == null ? [] : [type.schema.text, "."]), type.name.text];
  const starts = words.flatMap((word, index) => {
    const following = words.slice(index + 1, index + 1 + names.length).map(nameIn);
    return nameIn(word) === column.column && following.join() === names.join() ? [index + 1] : [];
  });
  const [at] = starts;
  if (at === undefined || starts.length > 1) return null;
  const [first, last] = [words[at]?.span, words[at + names.length - 1]?.span];
  if (first == null || last == null || last.end <= first.start) return null;
  const text = `VARCHAR(${column.length}) CONSTRAINT ${sqlIdentifier(column.name)} CHECK (${column.condition})`;
  // What a Python string, SQLAlchemy or the driver read as something else; and a literal in single quotes would end.
  const quote = /"""|'''|["']/.exec(source.slice(operation.origin.call.callee.end, first.start))?.[0];
  if (/["\\:%{}]/.test(text) || quote === undefined || quote === "'") return null;
  return [{ start: first.start, end: last.end, text }];
}

/** A name without its quotes, or in lower case where it has none. */
function nameIn({ text }: SqlWord): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}
