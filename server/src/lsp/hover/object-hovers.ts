import type { Knowledge } from "../../history/knowledge/knowledge.ts";
import { knownObject, nameIn } from "../../history/knowledge/known-object.ts";
import type { NamePlace } from "../../migration/names/name-place.ts";
import { nameAt } from "../../migration/names/names-in.ts";
import type { DocumentPlace } from "../document-place.ts";
import { type ObjectView, objectView } from "../object-view.ts";
import type { HoverSource, HoverText } from "./hover-source.ts";
import { objectText, placeText, type Teller } from "./object-text.ts";

/** Tells what the history knows of the tables, columns, types and so on that operations name. */
export class ObjectHovers implements HoverSource {
  hover({ checked, offset, path }: DocumentPlace): HoverText | null {
    const { basis } = checked;
    const name = basis === null ? null : nameAt(basis.script, offset);
    if (basis === null || name === null) return null;
    const own = path ?? "";
    const graph = basis.context.history?.graph ?? null;
    const markdown = textOf(name, objectView(basis, name.operation, own), { path: own, graph });
    return markdown === null ? null : { markdown, start: name.start, end: name.end };
  }
}

/** Null where nothing is known. */
function textOf(name: NamePlace, view: ObjectView, teller: Teller): string | null {
  const { met, left, upgrades } = view;
  const known = knownObject(name, { schema: met, upgrades });
  if (known?.presence === "present") return objectText(known, teller);
  const made = knownObject(name, { schema: left, upgrades });
  if (made?.presence === "present" && (name.isNew || isOwn(made, teller)))
    return objectText(made, teller) + (made.events.length === 0 ? "\n\nMade in this migration" : "");
  return known === null || name.isNew || !name.isSure ? null : missingText(name, known, view, teller);
}

/** Whether the script makes it itself, as a table's columns that its key names. What is only changed is taken to be there as well. */
function isOwn({ events }: Knowledge, { path }: Teller): boolean {
  return events.some(({ what, place }) => what === "created" && place.path === path);
}

/** Of something that is not there, or may not be; null where that may be told of the wrong object. */
function missingText(name: NamePlace, known: Knowledge, view: ObjectView, teller: Teller): string | null {
  const { presence, events, gap, kind } = known;
  if (presence === "unknown") {
    if (gap !== null)
      return `${objectText(known, teller)}\n\nNot known here: something is done ${placeText(gap.place, teller)} that is not understood.`;
    return view.isComplete
      ? null
      : `${objectText(known, teller)}\n\nNot known here: of the revisions before this one, some are missing.`;
  }
  if (events.length > 0) return objectText(known, teller);
  if (kind === "value") return `${objectText(known, teller)}\n\nThe type has no such value here.`;
  // A table or type without a schema may be another one than that in `public`, and PostgreSQL's versions name constraints differently.
  return isOfTable(name, view) ? `${objectText(known, teller)}\n\nThe table has none here.` : null;
}

/** Whether it is a column of a table that is there. */
function isOfTable({ what }: NamePlace, { met }: ObjectView): boolean {
  if (what.kind !== "column") return false;
  const [table] = what.tables;
  return table !== undefined && met.table(nameIn(table.schema, table.name)) !== null;
}
