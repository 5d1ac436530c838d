import { XMLBuilder } from "fast-xml-parser";
import { Places } from "./places.ts";
import type { FileReport } from "./report.ts";

const builder = new XMLBuilder({ format: true, ignoreAttributes: false, attributeNamePrefix: "@", textNodeName: "#" });

/**
 * JUnit's XML, as CI servers read it: a suite for each migration, in which each finding is a failed case; a migration without findings has one that
 * passes.
 */
export function formatJunit(reports: readonly FileReport[]): Iterable<string> {
  const suites = reports.map(({ displayName, text, findings }) => {
    const places = new Places(text);
    const name = printable(displayName);
    const cases = findings.map(({ rule, severity, message, start }) => {
      const { row, column } = places.at(start);
      const where = `${name}:${row}:${column}`;
      return {
        "@name": `${rule} at ${row}:${column}`,
        "@classname": name,
        failure: { "@type": severity, "@message": printable(message), "#": printable(`${where}: ${message}`) },
      };
    });
    return {
      "@name": name,
      "@tests": Math.max(1, findings.length),
      "@failures": findings.length,
      "@errors": 0,
      testcase: cases.length > 0 ? cases : [{ "@name": "alembic-guidelines", "@classname": name }],
    };
  });
  const sum = (name: "@tests" | "@failures") => suites.reduce((total, suite) => total + suite[name], 0);
  const xml = builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      "@name": "alembic-guidelines",
      "@tests": sum("@tests"),
      "@failures": sum("@failures"),
      "@errors": 0,
      testsuite: suites,
    },
  });
  return [xml];
}

/** XML 1.0 has no other control characters, not even escaped (section 2.2). */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd");
}
