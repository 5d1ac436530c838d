import type { TextEdit } from "../migration/edit/text-edit.ts";

/** A change of a script that nothing is wrong with: its author may want it. */
export interface Refactoring {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}
