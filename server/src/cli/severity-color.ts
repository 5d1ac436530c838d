import type { Colors, Formatter } from "picocolors/types.js";
import type { Severity } from "../rules/finding.ts";

/** How a severity is coloured on a terminal. */
export function severityColor(colors: Colors, severity: Severity): Formatter {
  switch (severity) {
    case "error":
      return colors.red;
    case "warning":
      return colors.yellow;
    case "info":
      return colors.blue;
    case "hint":
      return colors.dim;
  }
}
