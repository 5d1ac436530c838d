import type { Place } from "../history/place.ts";
import type { FileChange } from "../migration/edit/file-change.ts";
import type { TextEdit } from "../migration/edit/text-edit.ts";
import type { Span } from "../python/syntax.ts";

export type { FileChange };

export type Severity = "error" | "warning" | "info" | "hint";

/** `safe`: does the same on a database where the migration worked before. `unsafe`: may do something else. */
export type Applicability = "safe" | "unsafe";

/** A repair, as plain data: edits of the checked text, and changes of other files. */
export interface Fix {
  readonly applicability: Applicability;
  /** What the fix does, in the imperative, as a menu shows it. */
  readonly message: string;
  readonly edits: readonly TextEdit[];
  readonly fileChanges: readonly FileChange[];
}

/** Another place that a finding is about: the other end of it. */
export interface RelatedPlace {
  readonly message: string;
  /** In a file, or a range of the checked text (UTF-16 offsets). */
  readonly place: Place | Span;
}

/** Something the guideline forbids, found in one range of the checked text (UTF-16 offsets, end exclusive). */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The fix that is preferred where there are several. */
  readonly fix: Fix | null;
  /** Other fixes, to be chosen by hand: never applied together with those of other findings. */
  readonly alternatives?: readonly Fix[];
  readonly related?: readonly RelatedPlace[];
}
