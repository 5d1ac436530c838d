import type { Context } from "../../context.ts";
import { ScriptRun } from "../../history/schema/replay.ts";
import type { Schema } from "../../history/schema/schema.ts";
import type { Drop } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Upgraded } from "./upgraded.ts";

/** What a downgrade makes of the schema that the upgrade has left. Run when something of it is first asked for. */
export class Downgraded {
  readonly #script: MigrationScript;
  readonly #upgraded: Upgraded;
  readonly #context: Context;
  #known: ScriptRun | null = null;

  constructor(script: MigrationScript, upgraded: Upgraded, context: Context) {
    this.#script = script;
    this.#upgraded = upgraded;
    this.#context = context;
  }

  /** The schema that it leaves behind. */
  get left(): Schema {
    return this.#run().left;
  }

  /** The schema that one of its drops meets; undefined for any other. */
  metBy(operation: Drop): Schema | undefined {
    return this.#run().metBy(operation);
  }

  #run(): ScriptRun {
    const { history, environment } = this.#context;
    const settings = { namingConvention: environment?.namingConvention ?? null };
    this.#known ??= new ScriptRun(this.#script, "downgrade", this.#upgraded.after, history?.node?.path ?? "", settings);
    return this.#known;
  }
}
