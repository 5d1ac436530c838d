import { Range, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import type { ShownChecklist, ShownFinding, ShownPoint } from "../../../server/src/lsp/protocol/checklist.ts";

/** A row of the view: a point, or a finding below it. */
export interface ChecklistNode {
  readonly item: TreeItem;
  readonly children: readonly ChecklistNode[];
}

/** The rows of a checklist. */
export function checklistNodes({ uri, points }: ShownChecklist): readonly ChecklistNode[] {
  return (points ?? []).map((point) => pointNode(uri, point));
}

const icons: Readonly<Record<ShownPoint["state"], ThemeIcon>> = {
  held: new ThemeIcon("pass", new ThemeColor("testing.iconPassed")),
  failed: new ThemeIcon("error", new ThemeColor("testing.iconFailed")),
  untested: new ThemeIcon("circle-outline", new ThemeColor("testing.iconUnset")),
  unchecked: new ThemeIcon("question", new ThemeColor("testing.iconSkipped")),
};

const states: Readonly<Record<ShownPoint["state"], string>> = {
  held: "holds",
  failed: "fails",
  untested: "not yet tested",
  unchecked: "not checked",
};

function pointNode(uri: string, { id, title, state, why, findings }: ShownPoint): ChecklistNode {
  const item = new TreeItem(title, collapsibility(state, findings));
  // Another state is another row: it opens, or closes, by itself.
  item.id = `${uri} ${id} ${state}`;
  item.iconPath = icons[state];
  item.description = why;
  item.tooltip = `${title}\n${why}`;
  item.accessibilityInformation = { label: `${title}: ${states[state]}, ${why}` };
  return { item, children: findings.map((finding) => findingNode(uri, finding)) };
}

function collapsibility(state: ShownPoint["state"], findings: readonly ShownFinding[]): TreeItemCollapsibleState {
  if (findings.length === 0) return TreeItemCollapsibleState.None;
  return state === "failed" ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

const findingIcons: ReadonlyMap<string, ThemeIcon> = new Map([
  ["error", new ThemeIcon("error", new ThemeColor("problemsErrorIcon.foreground"))],
  ["warning", new ThemeIcon("warning", new ThemeColor("problemsWarningIcon.foreground"))],
]);
const otherIcon = new ThemeIcon("info", new ThemeColor("problemsInfoIcon.foreground"));
const suppressedIcon = new ThemeIcon("circle-slash");

function findingNode(uri: string, { rule, severity, message, range, suppressed }: ShownFinding): ChecklistNode {
  const { start, end } = range;
  const item = new TreeItem(message, TreeItemCollapsibleState.None);
  item.iconPath = suppressed ? suppressedIcon : (findingIcons.get(severity) ?? otherIcon);
  item.description = `${rule}${suppressed ? ", suppressed" : ""} · line ${start.line + 1}`;
  item.tooltip = `${message}\n${rule}`;
  const selection = new Range(start.line, start.character, end.line, end.character);
  item.command = { command: "vscode.open", title: "Go There", arguments: [Uri.parse(uri), { selection }] };
  return { item, children: [] };
}
