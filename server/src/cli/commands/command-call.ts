import type { Engine } from "../../engine.ts";
import type { Output } from "../output.ts";

/** What a command of the command line runs with. */
export interface CommandCall {
  readonly output: Output;
  /** Loads the parsers. */
  readonly engine: () => Promise<Engine>;
  /** Sets the exit status, which is 0 otherwise. */
  readonly exitWith: (status: number) => void;
}
