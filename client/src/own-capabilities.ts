import type { ClientCapabilities, StaticFeature } from "vscode-languageclient/node";
import { checklistViewCommand } from "../../server/src/lsp/protocol/checklist.ts";
import { REVEAL_REVISION_COMMAND, REVISIONS_CHANGED } from "../../server/src/lsp/protocol/revisions.ts";

/** The commands of ours that a code lens or an action of the server may name. */
const commands: readonly string[] = [REVEAL_REVISION_COMMAND, checklistViewCommand];

/** The notifications of the server's own that are listened to. */
const notifications: readonly string[] = [REVISIONS_CHANGED];

/** Says to the server what this client can do beyond the protocol. */
export const ownCapabilities: StaticFeature = {
  fillClientCapabilities(capabilities: ClientCapabilities) {
    capabilities.experimental = {
      ...capabilities.experimental,
      commands: { commands },
      notifications: { notifications },
    };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};
