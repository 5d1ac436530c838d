import { type Diagnostic, DiagnosticSeverity, languages, type TextDocument, type Uri } from "vscode";

const patience = 10_000;

/** What the linter shows in `document`, a line each: `rule severity line:column-line:column`, 1-based as the status bar counts. */
export function findingsOf(document: TextDocument): readonly string[] {
  return ownDiagnostics(document.uri).map(describeDiagnostic);
}

/** The linter's diagnostics of a file. */
export function ownDiagnostics(uri: Uri): readonly Diagnostic[] {
  return languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === "alembic-guidelines");
}

/** Waits until the linter shows exactly `wanted` in `document`; rejects with what it shows instead. */
export function untilFindings(document: TextDocument, wanted: readonly string[]): Promise<void> {
  return untilShown(document, wanted, findingsOf);
}

/** Waits until the findings in `document` point exactly to these files of other revisions; rejects with where they point instead. */
export function untilRelated(document: TextDocument, wanted: readonly string[]): Promise<void> {
  return untilShown(document, wanted, ({ uri }) =>
    ownDiagnostics(uri).flatMap(({ relatedInformation = [] }) =>
      relatedInformation.map(({ location }) => location.uri.path.split("/").at(-1) ?? ""),
    ),
  );
}

function untilShown(
  document: TextDocument,
  wanted: readonly string[],
  shown: (document: TextDocument) => readonly string[],
): Promise<void> {
  const isShown = () => JSON.stringify(shown(document)) === JSON.stringify(wanted);
  return new Promise((resolve, reject) => {
    if (isShown()) return resolve();
    const timer = setTimeout(() => {
      listener.dispose();
      reject(
        new Error(`${document.uri.path}: wanted ${JSON.stringify(wanted)}, is ${JSON.stringify(shown(document))}`),
      );
    }, patience);
    const listener = languages.onDidChangeDiagnostics(() => {
      if (!isShown()) return;
      clearTimeout(timer);
      listener.dispose();
      resolve();
    });
  });
}

function describeDiagnostic({ code, severity, range: { start, end } }: Diagnostic): string {
  const rule = typeof code === "object" ? code.value : code;
  const from = `${start.line + 1}:${start.character + 1}`;
  const to = `${end.line + 1}:${end.character + 1}`;
  return `${rule} ${DiagnosticSeverity[severity]} ${from}-${to}`;
}
