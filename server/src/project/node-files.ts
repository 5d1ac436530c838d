import { readdirSync, readFileSync, statSync } from "node:fs";
import type { ProjectFiles } from "./files.ts";

/** The file system of this machine. Nothing is kept: each call looks anew. */
export const nodeFiles: ProjectFiles = {
  readText(path) {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null;
    }
  },
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  isDirectory: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
};
