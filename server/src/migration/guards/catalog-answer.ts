import type { SelectStmt } from "@pgsql/types";
import type { Value } from "../../python/value.ts";
import type { StatementReader } from "../../sql/statements.ts";
import { readsBindParameters, sqlTextOf } from "../host-value.ts";
import { sqlSource } from "../sql-operand.ts";
import { valuesOf } from "../statements/catalog-value.ts";
import { type ExistenceQuery, existenceOf, listedBy } from "../statements/existence-check.ts";
import type { Answer } from "./answer.ts";
import { boundText } from "./bound-text.ts";
import { type Claims, noClaims } from "./claim.ts";
import type { Listing } from "./listing.ts";

interface CatalogLook {
  readonly existence: ExistenceQuery | null;
  readonly listing: Omit<Listing, "elements"> | null;
}

/** Reads what executed statements ask the catalog; each call once. */
export class CatalogAnswers {
  private readonly looks = new Map<Value, CatalogLook | null>();

  constructor(private readonly statements: StatementReader) {}

  /** What it says that a part of an answer is true, as Python has it. */
  truth({ execution, part }: Answer): Claims {
    const existence = this.look(execution)?.existence ?? null;
    if (existence === null) return noClaims;
    // A row comes back from EXISTS and count(*) in any case.
    const tells = part === "value" || existence.answer === "row";
    return tells && part !== "result" ? existence : noClaims;
  }

  /** What it says that a part of an answer is not None. */
  presence({ execution, part }: Answer): Claims {
    const existence = this.look(execution)?.existence ?? null;
    if (existence === null || part === "rows" || part === "values" || part === "result") return noClaims;
    if (existence.answer === "row") return existence;
    return part === "value" && existence.answer === "value" ? existence : noClaims;
  }

  /** What it says that a part of an answer is a number other than 0. */
  number({ execution, part }: Answer): Claims {
    const existence = this.look(execution)?.existence ?? null;
    if (existence === null) return noClaims;
    if (part === "number") return existence.answer === "row" ? existence : noClaims;
    return part === "value" && (existence.answer === "number" || existence.answer === "row") ? existence : noClaims;
  }

  /** The objects that an answer lists; null when it does not. */
  listing({ execution, part }: Answer): Listing | null {
    const listing = this.look(execution)?.listing ?? null;
    if (listing === null) return null;
    if (part === "values") return { ...listing, elements: "names" };
    return part === "rows" || part === "result" ? { ...listing, elements: "rows" } : null;
  }

  private look(execution: Answer["execution"]): CatalogLook | null {
    const known = this.looks.get(execution);
    if (known !== undefined) return known;
    const look = this.read(execution);
    this.looks.set(execution, look);
    return look;
  }

  private read(execution: Answer["execution"]): CatalogLook | null {
    const { of, arguments: values } = execution;
    const own = of.kind === "member" && sqlTextOf(of.object) !== null ? of.object : null;
    const carrier = own ?? values[0]?.value;
    const text = carrier === undefined ? null : sqlTextOf(carrier);
    if (carrier === undefined || text === null) return null;
    const method = of.kind === "member" ? of.name : "execute";
    const bound = readsBindParameters(carrier, method) ? boundText(text, carrier, values) : text;
    const source = sqlSource(bound, false);
    const select = soleSelect(this.statements.read(source.parts).statements);
    if (select === null) return null;
    return { existence: existenceOf(select, valuesOf(source)), listing: listedBy(select, valuesOf(source)) };
  }
}

function soleSelect(statements: ReturnType<StatementReader["read"]>["statements"]): SelectStmt | null {
  const [only, ...others] = statements;
  return only?.node != null && others.length === 0 && "SelectStmt" in only.node ? only.node.SelectStmt : null;
}
