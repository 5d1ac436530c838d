import type { CancellationToken, WorkDoneProgressReporter } from "vscode-languageserver/node";
import type { ClientFeatures } from "../client-features.ts";
import type { ServerParts } from "../language-features.ts";

/** What surrounds the run of a command. */
export interface CommandRun {
  /** Reports to the client, where it has asked for that. */
  readonly progress: WorkDoneProgressReporter;
  readonly token: CancellationToken;
  readonly features: ClientFeatures;
}

/** What a client has carried out with `workspace/executeCommand`: any editor can bind it to a key. */
export interface ServerCommand {
  /** As `alembic-guidelines.doSomething`: `alembicGuidelines.…` are the commands of the VS Code extension. */
  readonly name: string;
  /**
   * Carries it out.
   * @param given what the client sent along, to be checked.
   * @throws ResponseError with a sentence for the user when that can't be done.
   */
  run(given: readonly unknown[], parts: ServerParts, run: CommandRun): Promise<unknown>;
}
