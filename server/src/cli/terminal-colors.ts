import pc from "picocolors";
import type { Colors } from "picocolors/types.js";

/** Colours for what goes to `stream`: only on a terminal, or where FORCE_COLOR asks for it; NO_COLOR has the last word. */
export function terminalColors(stream: NodeJS.WriteStream): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  return pc.createColors(!NO_COLOR && (Boolean(FORCE_COLOR) || (stream.isTTY && TERM !== "dumb")));
}
