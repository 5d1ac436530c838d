import { pathToFileURL } from "node:url";
import type { Place } from "../../history/place.ts";
import type { RevisionPlace } from "../protocol/revisions.ts";

/** A place of another script, as the protocol puts it. */
export function placeOf({ path, start, end }: Place): RevisionPlace {
  return { uri: pathToFileURL(path).href, range: { start, end } };
}
