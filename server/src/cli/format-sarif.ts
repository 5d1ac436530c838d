import { relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { ArtifactLocation, Log, Region, ReportingDescriptor, Result, Fix as SarifFix } from "sarif";
import { rulePage, rulePageText } from "../rule-pages.ts";
import type { Finding, Fix, Severity } from "../rules/finding.ts";
import { rules } from "../rules/index.ts";
import { version } from "../version.ts";
import { Fingerprints } from "./fingerprints.ts";
import type { Printing } from "./formats.ts";
import { Places } from "./places.ts";
import { RelatedPlaces } from "./related-places.ts";
import type { FileReport } from "./report.ts";

const levels: Readonly<Record<Severity, Result.level>> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
};

/** SARIF's name for the folder that the sources lie in; GitHub takes it for the repository's. */
const sourceRoot = "SRCROOT";

/**
 * SARIF 2.1.0 (OASIS standard, 27 March 2020), with the help of each rule that was found, and fixes.
 */
export function formatSarif(reports: readonly FileReport[], { checkout, complete }: Printing): Iterable<string> {
  const found = new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const described = rules.filter(({ name }) => found.has(name));
  const ruleIndex = new Map(described.map(({ name }, index) => [name, index]));
  const others = new RelatedPlaces(reports);
  const fingerprints = new Fingerprints();
  const artifact = (path: string) => artifactAt(path, checkout);
  const results = reports.flatMap(({ filename, text, findings }) => {
    const places = new Places(text);
    const here = artifact(filename);
    return findings.map((finding): Result => {
      const related = (finding.related ?? []).map(({ message, place }, id) => {
        const { path, location, endLocation } = others.at(place, filename);
        const region = { ...start(location), ...end(endLocation) };
        return { id, message: { text: message }, physicalLocation: { artifactLocation: artifact(path), region } };
      });
      const fix = finding.fix === null ? null : describeFix(finding.fix, here, places, artifact);
      return {
        ruleId: finding.rule,
        ruleIndex: ruleIndex.get(finding.rule) ?? -1,
        level: levels[finding.severity],
        message: { text: finding.message },
        locations: [{ physicalLocation: { artifactLocation: here, region: regionOf(places, finding) } }],
        ...(related.length > 0 ? { relatedLocations: related } : {}),
        ...(fix === null ? {} : { fixes: [fix] }),
        partialFingerprints: {
          "alembicGuidelines/v1": fingerprints.next(here.uri ?? filename, finding.rule, finding.message),
        },
      };
    });
  });
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Alembic Guidelines", semanticVersion: version, rules: described.map(describeRule) } },
        columnKind: "unicodeCodePoints",
        originalUriBaseIds: { [sourceRoot]: { uri: `${pathToFileURL(checkout).href.replace(/\/$/, "")}/` } },
        invocations: [{ executionSuccessful: complete }],
        results,
      },
    ],
  };
  return [`${JSON.stringify(log, null, 2)}\n`];
}

function describeRule({ name, description, group, severity }: (typeof rules)[number]): ReportingDescriptor {
  const markdown = rulePageText(name);
  const page = rulePage(name);
  return {
    id: name,
    shortDescription: { text: description },
    ...(markdown === null ? {} : { help: { text: description, markdown } }),
    ...(page === null ? {} : { helpUri: page }),
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [group] },
  };
}

/** Null for a fix that makes a file: SARIF knows changes of files only. */
function describeFix(
  fix: Fix,
  here: ArtifactLocation,
  places: Places,
  artifact: (path: string) => ArtifactLocation,
): SarifFix | null {
  const edits = fix.edits.map((edit) => ({
    deletedRegion: regionOf(places, edit),
    insertedContent: { text: edit.text },
  }));
  const changes = edits.length > 0 ? [{ artifactLocation: here, replacements: edits }] : [];
  for (const { path, content, action } of fix.fileChanges) {
    if (action.kind === "create") return null;
    const whole = regionOf(new Places(action.previous), { start: 0, end: action.previous.length });
    changes.push({
      artifactLocation: artifact(path),
      replacements: [{ deletedRegion: whole, insertedContent: { text: content } }],
    });
  }
  return {
    description: { text: fix.message },
    artifactChanges: changes,
    properties: { applicability: fix.applicability },
  };
}

function artifactAt(path: string, checkout: string): ArtifactLocation {
  const fromRoot = relative(checkout, path);
  if (fromRoot.startsWith("..")) return { uri: pathToFileURL(path).href };
  return { uri: fromRoot.split(sep).map(encodeURIComponent).join("/"), uriBaseId: sourceRoot };
}

function regionOf(places: Places, span: Pick<Finding, "start" | "end">): Region {
  return { ...start(places.at(span.start)), ...end(places.at(span.end)) };
}

function start({ row, column }: { readonly row: number; readonly column: number }): Region {
  return { startLine: row, startColumn: column };
}

function end({ row, column }: { readonly row: number; readonly column: number }): Region {
  return { endLine: row, endColumn: column };
}
