import type { ClientCapabilities } from "vscode-languageserver/node";
import { isTable } from "../project/setting-types.ts";

/** What the client can do, of the things we do differently when it can't. */
export interface ClientFeatures {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly codeDescription: boolean;
  readonly relatedInformation: boolean;
  readonly resolveCodeActionEdit: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly configuration: boolean;
  readonly registerConfigurationChanges: boolean;
  readonly registerFileWatchers: boolean;
  readonly workspaceFolders: boolean;
  /** Completions may hold places to be filled in. */
  readonly snippets: boolean;
  /**
   * The commands that it carries out itself when a code lens or an action names them, as it says in `experimental.commands.commands`
   * (the form that rust-analyzer's clients know).
   */
  readonly commands: ReadonlySet<string>;
}

/** Reads what the client can do from what it says at `initialize`. */
export function readClientFeatures({ workspace, textDocument, experimental }: ClientCapabilities): ClientFeatures {
  const codeAction = textDocument?.codeAction;
  const diagnostics = textDocument?.diagnostic ?? textDocument?.publishDiagnostics;
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    codeDescription: diagnostics?.codeDescriptionSupport ?? false,
    relatedInformation:
      (textDocument?.diagnostic?.relatedInformation || textDocument?.publishDiagnostics?.relatedInformation) ?? false,
    resolveCodeActionEdit:
      (codeAction?.dataSupport ?? false) && (codeAction?.resolveSupport?.properties.includes("edit") ?? false),
    documentChanges: workspace?.workspaceEdit?.documentChanges ?? false,
    createFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") ?? false,
    configuration: workspace?.configuration ?? false,
    registerConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    registerFileWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    workspaceFolders: workspace?.workspaceFolders ?? false,
    snippets: textDocument?.completion?.completionItem?.snippetSupport ?? false,
    commands: new Set(readCommands(experimental)),
  };
}

function readCommands(experimental: unknown): readonly string[] {
  if (!isTable(experimental) || !isTable(experimental.commands)) return [];
  const { commands } = experimental.commands;
  return Array.isArray(commands) ? commands.filter((name) => typeof name === "string") : [];
}
