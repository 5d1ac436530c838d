import type { StaticFeature } from "vscode-languageclient/node";
import { REVISIONS_CHANGED } from "../../../server/src/lsp/protocol/revisions.ts";

/** Notifications beyond the protocol that this extension listens to. */
const serverNotifications = [REVISIONS_CHANGED] as const;

/** Tells the server of them, in the form in which commands are told. */
export const namesServerNotifications: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    const experimental: unknown = capabilities.experimental;
    const others = typeof experimental === "object" ? experimental : {};
    capabilities.experimental = { ...others, notifications: { notifications: serverNotifications } };
  },
  initialize: () => {},
  getState: () => ({ kind: "static" }),
  clear: () => {},
};
