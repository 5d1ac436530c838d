import type { CodeLens } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Checked } from "../checker.ts";
import type { ClientFeatures } from "../client-features.ts";

/** Has something to say above some lines. */
export interface CodeLensSource {
  /** @param features a lens may name a command only if the client has it (`features.commands`), or the server. */
  lenses(document: TextDocument, checked: Checked, features: ClientFeatures): readonly CodeLens[];
}
