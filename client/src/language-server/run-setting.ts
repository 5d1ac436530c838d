import { workspace } from "vscode";
import type { Feature } from "../features.ts";

const setting = "alembicGuidelines.run";

/** Whether migrations are checked as they are typed; else when they are saved. */
export function checksOnType(): boolean {
  return workspace.getConfiguration().get(setting) !== "onSave";
}

/** When to check is said to a client as it starts: it starts anew with another setting. */
export const runSetting: Feature = (server) => {
  let known = checksOnType();
  return workspace.onDidChangeConfiguration(async (change) => {
    if (!change.affectsConfiguration(setting) || checksOnType() === known) return;
    known = checksOnType();
    await server.restart();
  });
};
