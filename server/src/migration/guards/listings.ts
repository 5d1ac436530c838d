import { knownText } from "../../python/text.ts";
import { argument, type Value } from "../../python/value.ts";
import { unknownOperand } from "../database-object.ts";
import { calledName, isFrom } from "../host-value.ts";
import { answerOf } from "./answer.ts";
import { nameGiven } from "./arguments-by-name.ts";
import type { CatalogAnswers } from "./catalog-answer.ts";
import { inspectorListing } from "./inspector.ts";
import type { Listing } from "./listing.ts";

/** Sees in values the names of objects that the database lists. */
export class Listings {
  constructor(private readonly answers: CatalogAnswers) {}

  /** The listing whose names a container holds; `narrowed`: not all of them. Null when it holds anything else. */
  names(container: Value): { readonly listing: Listing; readonly narrowed: boolean } | null {
    if (container.kind === "collection") {
      const listing = this.elementOf(container.element) ?? this.wholeRow(container.element);
      return listing === null ? null : { listing, narrowed: container.test !== null };
    }
    // `names.keys()`, `"x" in table.columns.keys()`
    if (container.kind === "result" && calledName(container.of) === "keys" && container.of.kind === "member")
      return this.names(container.of.object);
    const listing = this.listing(container);
    const direct = listing !== null && (listing.elements === "names" || listing.elements === "rows");
    return direct ? { listing, narrowed: false } : null;
  }

  /** The listing that `element` is a name out of: `c["name"]`, `row[0]`, or the element itself. */
  elementOf(element: Value): Listing | null {
    switch (element.kind) {
      case "each": {
        const listing = this.listing(element.of);
        return listing?.elements === "names" ? listing : null;
      }
      case "item":
        return this.field(element.object, element.index);
      case "member":
        return (element.name === "name" ? this.elementOf(element.object) : null) ?? this.field(element.object, null);
      case "result": {
        if (element.of.kind !== "member") return null;
        const { name, object } = element.of;
        if (name === "lower" || name === "strip") return this.elementOf(object);
        const [first] = element.arguments;
        return name === "get" && first !== undefined ? this.field(object, first.value) : null;
      }
      default:
        return null;
    }
  }

  /** A field of a record or row; `index` null for an attribute. */
  private field(object: Value, index: Value | null): Listing | null {
    const one = this.listing(object);
    if (one?.elements === "record") return isName(index) ? one : null;
    const listing = object.kind === "each" ? this.listing(object.of) : null;
    if (listing?.elements === "rows") return listing;
    return listing?.elements === "records" && isName(index) ? listing : null;
  }

  /** Rows of one column, as `("x",) in rows`. */
  private wholeRow(element: Value): Listing | null {
    const listing = element.kind === "each" ? this.listing(element.of) : null;
    return listing?.elements === "rows" ? listing : null;
  }

  private listing(value: Value): Listing | null {
    const asked = inspectorListing(value);
    if (asked !== null) return asked;
    const reflected = reflectedListing(value);
    if (reflected !== null) return reflected;
    const answer = answerOf(value);
    return answer === null ? null : this.answers.listing(answer);
  }
}

function isName(index: Value | null): boolean {
  return index === null || (index.kind === "text" && knownText(index.text) === "name");
}

/** `metadata.tables` after `reflect()`, `Table("t", metadata, autoload_with=bind).columns`. */
function reflectedListing(value: Value): Listing | null {
  if (value.kind !== "member" || value.object.kind !== "result") return null;
  const { of, arguments: values } = value.object;
  if (!isFrom(of, "sqlalchemy")) return null;
  const made = calledName(of);
  if (made === "MetaData" && value.name === "tables") {
    const object = { type: "table", schema: nameGiven(values, null, "schema"), table: null, name: null } as const;
    return { object, by: "inspector", elements: "names" };
  }
  const loads = argument(values, 9, "autoload_with") !== null || argument(values, 9, "autoload") !== null;
  if (made !== "Table" || !loads || (value.name !== "columns" && value.name !== "c")) return null;
  const table = nameGiven(values, 0, "name") ?? unknownOperand;
  const object = { type: "column", schema: nameGiven(values, null, "schema"), table, name: null } as const;
  return { object, by: "inspector", elements: "names" };
}

/** True for what SQLAlchemy has read from the database. */
export function isReflected(value: Value): boolean {
  return reflectedListing(value) !== null;
}
