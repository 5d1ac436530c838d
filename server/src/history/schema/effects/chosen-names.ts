import { chosenName } from "../../../migration/default-names.ts";
import type { Draft } from "../draft.ts";
import type { ObjectName } from "../objects.ts";

/** The name that PostgreSQL chooses for an index or sequence of a table: the first that no relation has. Null where that can't be known. */
export function chooseRelationName(
  draft: Draft,
  table: ObjectName,
  columns: string | null,
  label: string,
  isTaken: (name: string) => boolean = () => false,
): ObjectName | null {
  for (let number = 0; ; number++) {
    const text = chosenName(table.name, columns, number === 0 ? label : `${label}${number}`);
    const name = { schema: table.schema, name: text };
    const binding = draft.binding(name);
    // Of a name that nothing is known of, nothing has it: PostgreSQL's names collide seldom.
    const presence = binding === undefined ? "absent" : draft.relationPresence("table", name);
    if (presence === "unknown") return null;
    if (presence === "absent" && !isTaken(text)) return name;
  }
}
