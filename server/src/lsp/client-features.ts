import { type ClientCapabilities, DiagnosticTag } from "vscode-languageserver/node";
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
  /** It carries out edits that the server asks for. */
  readonly applyEdit: boolean;
  /** It shows edits before they are made, where these ask for that. */
  readonly changeAnnotations: boolean;
  readonly snippetEdits: boolean;
  readonly showDocument: boolean;
  readonly diagnosticTags: boolean;
  readonly configuration: boolean;
  readonly registerConfigurationChanges: boolean;
  readonly registerFileWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly definitionLinks: boolean;
  readonly refreshCodeLenses: boolean;
  /** Completions may hold places to be filled in. */
  readonly snippets: boolean;
  /**
   * The commands that it carries out itself when a code lens or an action names them, as it says in `experimental.commands.commands`
   * (the form that rust-analyzer's clients know).
   */
  readonly commands: ReadonlySet<string>;
  /** The notifications of ours that it listens to, as it says in `experimental.notifications.notifications`. */
  readonly notifications: ReadonlySet<string>;
}

/** Reads what the client can do from what it says at `initialize`. */
export function readClientFeatures({
  workspace,
  textDocument,
  window,
  experimental,
}: ClientCapabilities): ClientFeatures {
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
    applyEdit: workspace?.applyEdit ?? false,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    snippetEdits: (workspace?.workspaceEdit?.documentChanges && workspace.workspaceEdit.snippetEditSupport) ?? false,
    showDocument: window?.showDocument?.support ?? false,
    diagnosticTags: diagnostics?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary) ?? false,
    configuration: workspace?.configuration ?? false,
    registerConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    registerFileWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    workspaceFolders: workspace?.workspaceFolders ?? false,
    definitionLinks: textDocument?.definition?.linkSupport ?? false,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport ?? false,
    commands: new Set(readNames(experimental, "commands")),
    notifications: new Set(readNames(experimental, "notifications")),
    snippets: textDocument?.completion?.completionItem?.snippetSupport ?? false,
  };
}

/** Names in the form `{ commands: { commands: ["…"] } }`. */
function readNames(experimental: unknown, key: "commands" | "notifications"): readonly string[] {
  if (!isTable(experimental)) return [];
  const { [key]: table } = experimental;
  const names = isTable(table) ? table[key] : [];
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}
