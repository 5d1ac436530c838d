import type { Connection, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Engine } from "../engine.ts";
import type { Checker } from "./checker.ts";
import { checklistLens } from "./checklist/checklist-lens.ts";
import { CodeActions } from "./code-actions/code-actions.ts";
import { CodeLenses } from "./code-lens/code-lenses.ts";
import { Commands } from "./commands/commands.ts";
import { Completions } from "./completion/completions.ts";
import { NameCompletions } from "./completion/name-completions.ts";
import { SettingsCompletions } from "./completion/settings-completions.ts";
import { SuppressionCompletions } from "./completion/suppression-completions.ts";
import type { DiagnosticsService } from "./diagnostics-service.ts";
import { HelperHovers } from "./hover/helper-hovers.ts";
import { Hovers } from "./hover/hovers.ts";
import { ObjectHovers } from "./hover/object-hovers.ts";
import { RuleHovers } from "./hover/rule-hovers.ts";
import type { LanguageFeature } from "./language-feature.ts";
import type { OpenProject } from "./open-project.ts";
import { RevisionChanges } from "./revisions/revision-changes.ts";
import { RevisionCompletion } from "./revisions/revision-completion.ts";
import { RevisionHover } from "./revisions/revision-hover.ts";
import { RevisionLenses } from "./revisions/revision-lenses.ts";
import { RevisionNavigation } from "./revisions/revision-navigation.ts";
import { RevisionSymbols } from "./revisions/revision-symbols.ts";
import type { WorkspaceFolders } from "./workspace-folders.ts";

/** What language features are made of. */
export interface ServerParts {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** May still be loading. */
  readonly engine: Promise<Engine>;
  readonly project: OpenProject;
  readonly folders: WorkspaceFolders;
  readonly checker: Checker;
  readonly diagnostics: DiagnosticsService;
}

/** All that the server offers: the only list. */
export function languageFeatures(parts: ServerParts): readonly LanguageFeature[] {
  const { documents, project, checker, diagnostics } = parts;
  return [
    diagnostics,
    new CodeActions(documents, checker, project),
    new Hovers(parts, [new RuleHovers(), new HelperHovers(), new ObjectHovers(), new RevisionHover(parts)]),
    new Completions(parts, [
      new RevisionCompletion(parts),
      new NameCompletions(checker),
      new SuppressionCompletions(),
      new SettingsCompletions(project, parts.engine),
    ]),
    new CodeLenses(parts, [checklistLens, new RevisionLenses()]),
    new RevisionNavigation(parts),
    new RevisionSymbols(parts),
    new RevisionChanges(parts),
    new Commands(parts),
  ];
}
