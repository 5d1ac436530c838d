import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** As long as a name can be on PostgreSQL, in SQLAlchemy's count: characters. */
const longest = 63;

/**
 * What SQLAlchemy makes of a name that a naming convention or `op.f(…)` gives to an index or a constraint: one that is too long is cut, and gets
 * a digest at its end (1.4 and 2.0, `_truncate_and_render_maxlen_name`; measured with 1.4.46). It refuses others that are too long.
 */
export function shortenedName(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= longest) return name;
  const digest = bytesToHex(md5(new TextEncoder().encode(name)));
  return `${characters.slice(0, longest - 8).join("")}_${digest.slice(-4)}`;
}
