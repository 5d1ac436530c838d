import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const longest = 63;

/**
 * What the database gets of a name that a convention has made, or that `op.f` says is one: what is longer than 63 characters is cut, and gets a
 * digest at its end (SQLAlchemy 1.4 and 2.0, `_truncate_and_render_maxlen_name`). Other names of that length it refuses.
 */
export function conventionalName(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= longest) return name;
  const digest = bytesToHex(md5(new TextEncoder().encode(name)));
  return `${characters.slice(0, longest - 8).join("")}_${digest.slice(-4)}`;
}
