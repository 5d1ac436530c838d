import type { Place } from "../place.ts";
import { carryOut } from "./carry-out.ts";
import { Draft } from "./draft.ts";
import { Guarding } from "./guarding.ts";
import type { RecordedOperation } from "./recorded-operation.ts";
import type { ReplaySettings } from "./replay.ts";
import type { Schema } from "./schema.ts";

/** An upgrade on its way, one operation after the other. */
export class Replay {
  readonly #path: string;
  readonly #settings: ReplaySettings;
  readonly #guarding: Guarding;
  #schema: Schema;
  #searchPath: readonly string[] | null = ["public"];

  constructor(schema: Schema, path: string, settings: ReplaySettings) {
    this.#schema = schema;
    this.#path = path;
    this.#settings = settings;
    this.#guarding = new Guarding(schema);
  }

  /** The schema as it is now. */
  get schema(): Schema {
    return this.#schema;
  }

  step(operation: RecordedOperation): void {
    if (operation.kind === "search path") {
      this.#searchPath = operation.perhaps === true ? null : operation.schemas;
      return;
    }
    const draft = new Draft(this.#schema, {
      searchPath: this.#searchPath,
      namingConvention: this.#settings.namingConvention,
      place: placeOf(operation, this.#path),
      directive: operation.directive === true,
    });
    // An autocommit block commits what came before it.
    const commits = operation.kind === "end transaction" || operation.transaction === "autocommit";
    if (commits && operation.perhaps !== true) draft.commit();
    const { outcome, deed } = this.#guarding.decide(operation, draft);
    if (outcome !== "skipped") carryOut(deed, draft);
    if (operation.transaction !== undefined) draft.commit();
    this.#schema = outcome === "unsure" || draft.isUnsure ? draft.perhapsDone() : draft.done();
  }

  /** The schema that is left at the end. */
  end(): Schema {
    return this.#schema;
  }
}

function placeOf({ at: [line, character, endLine, endCharacter] }: RecordedOperation, path: string): Place {
  return { path, start: { line, character }, end: { line: endLine, character: endCharacter } };
}
