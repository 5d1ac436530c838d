import { pathToFileURL } from "node:url";
import type { Place } from "../../history/place.ts";
import type { RevisionPlace } from "../protocol/revisions.ts";

/** Making a URI of a path takes long enough to be seen with thousands of them; places stay as long as their scripts do. */
const known = new WeakMap<Place, RevisionPlace>();

/** A place of another script, as the protocol puts it. */
export function placeOf(place: Place): RevisionPlace {
  let put = known.get(place);
  if (put === undefined) {
    const { path, start, end } = place;
    put = { uri: pathToFileURL(path).href, range: { start, end } };
    known.set(place, put);
  }
  return put;
}
