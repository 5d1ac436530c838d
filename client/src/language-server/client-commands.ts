import type { StaticFeature } from "vscode-languageclient/node";
import { checklistViewCommand } from "../../../server/src/lsp/protocol/checklist.ts";
import { REVEAL_REVISION_COMMAND } from "../../../server/src/lsp/protocol/revisions.ts";

/** Commands of this extension that the server may name in lenses, actions and hovers. */
export const clientCommands = ["alembicGuidelines.showRule", REVEAL_REVISION_COMMAND, checklistViewCommand] as const;

/** Tells the server of them, in the form that rust-analyzer's clients know. */
export const namesClientCommands: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    const experimental: unknown = capabilities.experimental;
    const others = typeof experimental === "object" ? experimental : {};
    capabilities.experimental = { ...others, commands: { commands: clientCommands } };
  },
  initialize: () => {},
  getState: () => ({ kind: "static" }),
  clear: () => {},
};
