import { Uri, window, workspace } from "vscode";
import {
  createEnumHelperCommand,
  enumHelperPlacesCommand,
  isCreatedHelper,
  isHelperPlaces,
} from "../../../server/src/lsp/protocol/enum-helper.ts";
import type { Feature } from "../features.ts";
import { registerServerCommand } from "./server-command.ts";

const title = "Create the Enum Helper";

/** Creates the enum helper and opens it, or says where it is. */
export const createEnumHelper: Feature = (server) =>
  registerServerCommand(server, "createEnumHelper", async () => {
    const places = await server.execute(enumHelperPlacesCommand);
    const several = isHelperPlaces(places) && places.length > 1 ? places : [];
    const place =
      several.length === 0
        ? null
        : await window.showQuickPick(several, { title, placeHolder: "For which environment?" });
    if (place === undefined) return undefined;
    const helper = await server.execute(createEnumHelperCommand, place?.id ?? null);
    if (!isCreatedHelper(helper)) throw new Error("The language server gave no helper.");
    for (const uri of helper.changed) await (await workspace.openTextDocument(Uri.parse(uri))).save();
    await window.showTextDocument(await workspace.openTextDocument(Uri.parse(helper.uri)), { preview: false });
    const told = helper.isNew
      ? `Migrations import it from ${helper.module}.`
      : `It is there already: ${helper.module}.`;
    void window.showInformationMessage(told);
    return helper.uri;
  });
