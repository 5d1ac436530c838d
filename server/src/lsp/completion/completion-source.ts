import type { CompletionItem } from "vscode-languageserver/node";
import type { ClientFeatures } from "../client-features.ts";
import type { DocumentPlace } from "../document-place.ts";

/** Knows what may be written at some places. */
export interface CompletionSource {
  /** Characters that open its list as they are typed. */
  readonly triggers: readonly string[];
  complete(
    place: DocumentPlace,
    features: ClientFeatures,
  ): readonly CompletionItem[] | Promise<readonly CompletionItem[]>;
}
