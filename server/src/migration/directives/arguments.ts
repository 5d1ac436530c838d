import type { Expression, Span } from "../../python/syntax.ts";
import { knownText } from "../../python/text.ts";
import type { ArgumentValue, Value } from "../../python/value.ts";

/** A value that a call is given, and where. */
export interface Given extends Span {
  readonly value: Value;
  /** Null when the value comes out of `*values` or `**values`. */
  readonly expression: Expression | null;
}

/** A call's arguments by the names of its parameters; `*values` and `**values` are taken apart as far as they are known. */
export class Arguments {
  /** Positional arguments beyond the parameters, for `*columns`. */
  readonly rest: readonly Given[];
  /** A `*values` or `**values` is among them that can't be known. */
  readonly isOpen: boolean;
  private readonly named = new Map<string, Given>();

  /**
   * @param parameters names of the positional parameters, in order.
   * @param fixed arguments that something else than the call determines, as a batch does the table.
   */
  constructor(
    values: readonly ArgumentValue[],
    parameters: readonly string[],
    fixed: ReadonlyMap<string, Given> = new Map(),
  ) {
    const rest: Given[] = [];
    let position = 0;
    let isOpen = false;
    for (const argument of values) {
      const { value } = argument;
      if (argument.keyword !== null) this.named.set(argument.keyword, argument);
      else if (!argument.splat) this.place(argument, parameters[position++], rest);
      else if (value.kind === "sequence")
        for (const item of value.items) this.place(outOf(argument, item), parameters[position++], rest);
      else if (value.kind === "mapping")
        for (const { key, value: item } of value.entries) {
          const name = key.kind === "text" ? knownText(key.text) : null;
          if (name !== null) this.named.set(name, outOf(argument, item));
        }
      // How many positions it fills can't be known.
      else {
        position = Number.POSITIVE_INFINITY;
        isOpen = true;
      }
    }
    for (const [name, given] of fixed) this.named.set(name, given);
    this.rest = rest;
    this.isOpen = isOpen;
  }

  private place(given: Given, parameter: string | undefined, rest: Given[]): void {
    if (parameter === undefined) rest.push(given);
    else if (!this.named.has(parameter)) this.named.set(parameter, given);
  }

  /** What is given for a parameter; null when nothing is. */
  get(name: string): Given | null {
    return this.named.get(name) ?? null;
  }

  /** As `get`; null for None too. */
  some(name: string): Given | null {
    const given = this.get(name);
    return given === null || isNone(given.value) ? null : given;
  }
}

export function isNone(value: Value): boolean {
  return value.kind === "constant" && value.value === null;
}

function outOf(argument: ArgumentValue, value: Value): Given {
  return { value, expression: null, start: argument.start, end: argument.end };
}
