import type { Disposable, ExtensionContext } from "vscode";
import type { LanguageServer } from "./language-server.ts";
import { revisionsView } from "./revisions/revisions-view.ts";
import { serverCommands } from "./server-commands.ts";

/** A part of the extension: registers what it offers. @returns what takes it back. */
export type Feature = (server: LanguageServer, context: ExtensionContext) => Disposable;

/** All that the extension offers besides what the protocol does: the only list. */
export const features: readonly Feature[] = [serverCommands, revisionsView];
