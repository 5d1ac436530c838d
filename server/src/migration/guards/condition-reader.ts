import { allOf, anyOf, negation } from "../../python/conditions.ts";
import { knownText } from "../../python/text.ts";
import { truth, type Value } from "../../python/value.ts";
import type { StatementReader } from "../../sql/statements.ts";
import { calledName } from "../host-value.ts";
import { answerOf } from "./answer.ts";
import { nameOperand } from "./arguments-by-name.ts";
import { CatalogAnswers } from "./catalog-answer.ts";
import { type Claims, either, noClaims, opposite, presence, together } from "./claim.ts";
import { asksByName, helperClaims } from "./helper-name.ts";
import { inspectorClaims } from "./inspector.ts";
import type { Listing } from "./listing.ts";
import { Listings } from "./listings.ts";

/** A condition may hold the same value many times; more parts than this are not looked at. */
const mostParts = 300;

type Comparison = Extract<Value, { kind: "comparison" }>;

/**
 * Where in a quantified condition (`any(…)`) a test stands: "free" outside of one, else whether it or its opposite is asked of the
 * elements. That one element is not `x` says nothing; that none is says that there is no `x`.
 */
type Quantity = "free" | "straight" | "negated";

/** Tells what a condition of the migration says about the database. */
export class ConditionReader {
  private readonly answers: CatalogAnswers;
  private readonly listings: Listings;
  private parts = 0;

  constructor(statements: StatementReader) {
    this.answers = new CatalogAnswers(statements);
    this.listings = new Listings(this.answers);
  }

  /** What is known where `condition` is true, and where it is not. */
  claims(condition: Value): Claims {
    this.parts = 0;
    const claims = this.of(condition, "free");
    return this.parts > mostParts ? noClaims : claims;
  }

  private of(value: Value, quantity: Quantity): Claims {
    if (++this.parts > mostParts) return noClaims;
    switch (value.kind) {
      case "negation":
        return opposite(this.of(value.operand, reversed(quantity)));
      case "boolean": {
        const parts = value.operands.map((operand) => this.of(operand, quantity));
        return value.operator === "and" ? together(parts) : either(parts);
      }
      case "choice": {
        const { test, body, otherwise } = value;
        return this.of(anyOf([allOf([test, body]), allOf([negation(test), otherwise])]), quantity);
      }
      case "some":
        return this.of(value.test, "straight");
      case "collection":
        return value.test === null ? this.ofAnswer(value) : this.of(value.test, "straight");
      case "selection":
        return either(value.candidates.map(({ test }) => this.of(test, quantity)));
      case "comparison":
        return this.comparison(value, quantity);
      case "result":
        return this.call(value, quantity);
      default:
        return this.ofAnswer(value);
    }
  }

  private ofAnswer(value: Value): Claims {
    const answer = answerOf(value);
    return answer === null ? noClaims : this.answers.truth(answer);
  }

  private call(value: Extract<Value, { kind: "result" }>, quantity: Quantity): Claims {
    const asked = inspectorClaims(value);
    if (asked !== null) return asked;
    const inner = this.firstOf(value);
    if (inner !== null) return this.of(inner, "straight");
    const { of } = value;
    const [first] = value.arguments;
    if (of.kind === "reference" && of.path === "builtins.len" && first !== undefined)
      return this.of(first.value, quantity);
    if (of.kind === "member" && of.name === "issubset" && of.object.kind === "sequence" && first !== undefined)
      return together(of.object.items.map((item) => this.membership(item, first.value)));
    const name = of.kind === "unbound" ? of.name : of.kind === "function" ? of.definition.name : calledName(of);
    if (name !== null && of.kind !== "member" && asksByName(name)) {
      const helper = helperClaims(name, value.arguments);
      if (helper !== null) return helper;
    }
    return this.ofAnswer(value);
  }

  /** `next((c for c in … if …), None)`: the test that something passes it. */
  private firstOf({ of, arguments: values }: Extract<Value, { kind: "result" }>): Value | null {
    if (of.kind !== "reference" || of.path !== "builtins.next") return null;
    const [from, fallback] = values;
    const falsy = fallback !== undefined && truth(fallback.value) === false;
    return falsy && from?.value.kind === "collection" ? from.value.test : null;
  }

  private comparison({ operator, left, right }: Comparison, quantity: Quantity): Claims {
    switch (operator) {
      case "in":
        return this.membership(left, right);
      case "not in":
        return opposite(this.membership(left, right));
      case "==":
      case "is":
        return this.equality(left, right, quantity);
      case "!=":
      case "is not":
        return opposite(this.equality(left, right, reversed(quantity)));
      case "<=":
        if (left.kind === "sequence") return together(left.items.map((item) => this.membership(item, right)));
        return this.order(left, operator, right);
      case "<":
      case ">":
      case ">=":
        return this.order(left, operator, right);
      default:
        return noClaims;
    }
  }

  /** `name in names` */
  private membership(element: Value, container: Value): Claims {
    const [only, ...others] = element.kind === "sequence" ? element.items : [element];
    if (only === undefined || others.length > 0) return noClaims;
    const listed = this.listings.names(container);
    if (listed === null) return noClaims;
    const claims = presenceIn(listed.listing, only);
    return listed.narrowed ? { ...claims, whenFalse: [] } : claims;
  }

  private equality(left: Value, right: Value, quantity: Quantity): Claims {
    if (right.kind === "constant") return this.comparedWithConstant(left, right.value, quantity);
    if (left.kind === "constant") return this.comparedWithConstant(right, left.value, quantity);
    if (right.kind === "number") return this.comparedWithNumber(left, right.value);
    if (left.kind === "number") return this.comparedWithNumber(right, left.value);
    return this.elementIs(left, right, quantity) ?? this.elementIs(right, left, quantity) ?? noClaims;
  }

  /** `c["name"] == name` */
  private elementIs(element: Value, name: Value, quantity: Quantity): Claims | null {
    const listing = this.listings.elementOf(element);
    if (listing === null) return null;
    const { whenTrue, whenFalse } = presenceIn(listing, name);
    if (listing.elements === "record") return { whenTrue, whenFalse };
    if (quantity === "negated") return noClaims;
    return { whenTrue, whenFalse: quantity === "straight" ? whenFalse : [] };
  }

  private comparedWithConstant(value: Value, constant: true | false | null, quantity: Quantity): Claims {
    if (constant !== null) {
      const claims = isTruth(value) || answerOf(value)?.part === "value" ? this.of(value, quantity) : noClaims;
      return constant ? claims : opposite(claims);
    }
    const first = value.kind === "result" ? this.firstOf(value) : null;
    if (first !== null) return opposite(this.of(first, "straight"));
    const answer = answerOf(value);
    return answer === null ? noClaims : opposite(this.answers.presence(answer));
  }

  private comparedWithNumber(value: Value, number: number): Claims {
    const claims = this.numbered(value);
    if (number === 0) return opposite(claims);
    return number === 1 ? claims : noClaims;
  }

  /** Comparisons that part 0 from what is more. */
  private order(left: Value, operator: "<" | "<=" | ">" | ">=", right: Value): Claims {
    if (left.kind === "number" && right.kind !== "number") return this.order(right, turned[operator], left);
    if (right.kind !== "number") return noClaims;
    const claims = this.numbered(left);
    const bound = `${operator}${right.value}`;
    if (bound === ">0" || bound === ">=1") return claims;
    return bound === "<1" || bound === "<=0" ? opposite(claims) : noClaims;
  }

  /** What it says that a number is not 0. */
  private numbered(value: Value): Claims {
    const answer = answerOf(value);
    if (answer !== null) return this.answers.number(answer);
    const counts = value.kind === "result" && value.of.kind === "reference" && value.of.path === "builtins.len";
    return counts ? this.of(value, "free") : noClaims;
  }
}

const turned = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

function reversed(quantity: Quantity): Quantity {
  if (quantity === "free") return "free";
  return quantity === "straight" ? "negated" : "straight";
}

function presenceIn({ object, by }: Listing, name: Value): Claims {
  const isName = name.kind === "text" || name.kind === "unknown";
  if (!isName) return noClaims;
  const operand = nameOperand(name);
  const known = name.kind === "text" && knownText(name.text) === "" ? null : operand;
  return known === null ? noClaims : presence({ ...object, name: known }, by);
}

/** True for what is either True or False. */
function isTruth(value: Value): boolean {
  return (
    ["negation", "comparison", "boolean", "some", "choice"].includes(value.kind) ||
    inspectorClaims(value) !== null ||
    isHelper(value)
  );
}

function isHelper(value: Value): boolean {
  return value.kind === "result" && value.of.kind !== "member" && asksByName(calledName(value.of) ?? "");
}
