import type { Connection, ServerCapabilities } from "vscode-languageserver/node";
import type { ClientFeatures } from "./client-features.ts";

/** A part of what the server offers its client. */
export interface LanguageFeature {
  /** Called when the client says hello. @returns what the server can do for this client. */
  initialize(features: ClientFeatures): Partial<ServerCapabilities>;
  /** Answers the client's requests. Called once, before the client says hello. */
  register(connection: Connection): void;
  /** Called soon after what is known of the revisions has changed. */
  historyChanged?(): void;
  /** Called soon after settings or other files have changed. */
  surroundingsChanged?(): void;
}
