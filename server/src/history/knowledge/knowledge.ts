import type { Place } from "../place.ts";
import type { Presence } from "../schema/objects.ts";
import type { Gap } from "../schema/schema.ts";

/** Something that happened to an object. */
export interface HistoryEvent {
  /** `created`, `dropped`, `renamed`, or the values that were added. */
  readonly what: "created" | "dropped" | "renamed" | { readonly values: readonly string[] };
  readonly place: Place;
}

/** What the migrations tell of an object of the database. */
export interface Knowledge {
  /** What it is, in PostgreSQL's words: `enum type`. */
  readonly kind: string;
  /** As SQL writes it, a column with its table: `app.users.age`. */
  readonly title: string;
  readonly presence: Presence;
  /** It, as SQL defines it, without the command's first words; none where nothing is known of it. */
  readonly definition: readonly string[];
  readonly events: readonly HistoryEvent[];
  /** What keeps it from being known; null where it is known, or the history as a whole is not. */
  readonly gap: Gap | null;
}
