import { ErrorCodes, ResponseError, ShowDocumentRequest } from "vscode-languageserver/node";
import { rulePage } from "../../rule-pages.ts";
import type { ClientFeatures } from "../client-features.ts";
import type { ServerCommand } from "./server-command.ts";

/** Has the client show a rule's page: `[rule]`. */
export const showRule: ServerCommand = {
  name: "alembic-guidelines.showRule",
  run: async ([rule], { connection }) => {
    const page = typeof rule === "string" ? rulePage(rule) : null;
    if (page === null) throw new ResponseError(ErrorCodes.InvalidParams, `There is no page of a rule ${rule}.`);
    await connection.sendRequest(ShowDocumentRequest.type, { uri: page, takeFocus: true });
    return null;
  },
};

/** The command with which this client shows a rule's page: its own, which renders it, before ours; null where it has neither. */
export function showRuleCommand(features: ClientFeatures): string | null {
  const ofClient = "alembicGuidelines.showRule";
  if (features.commands.has(ofClient)) return ofClient;
  return features.showDocument ? showRule.name : null;
}
