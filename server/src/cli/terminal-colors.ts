import pc from "picocolors";
import type { Colors } from "picocolors/types.js";

/** Colours for what goes to `stream`: only on a terminal, or where FORCE_COLOR asks for it; NO_COLOR has the last word. */
export function terminalColors(stream: NodeJS.WriteStream): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  // `isTTY` is undefined for a pipe, and picocolors would then judge by itself: it colours wherever CI is set.
  const isTerminal = stream.isTTY === true && TERM !== "dumb";
  return pc.createColors(!NO_COLOR && (Boolean(FORCE_COLOR) || isTerminal));
}
