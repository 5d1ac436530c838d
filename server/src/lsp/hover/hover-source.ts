import type { ClientFeatures } from "../client-features.ts";
import type { DocumentPlace } from "../document-place.ts";

/** What is to be read of a place. */
export interface HoverText {
  readonly markdown: string;
  /** What it is about, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Knows something of some places. */
export interface HoverSource {
  /** @returns null when it has nothing to say of the place. */
  hover(place: DocumentPlace, features: ClientFeatures): HoverText | null | Promise<HoverText | null>;
}
