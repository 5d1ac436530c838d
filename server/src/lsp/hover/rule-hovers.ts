import { suppressionsOf } from "../../migration/suppressions.ts";
import { suggestion } from "../../nearest-name.ts";
import { rules } from "../../rules/index.ts";
import { severityIn } from "../../rules/presets.ts";
import type { Settings } from "../../settings.ts";
import type { ClientFeatures } from "../client-features.ts";
import type { DocumentPlace } from "../document-place.ts";
import type { HoverSource, HoverText } from "./hover-source.ts";
import { ruleText } from "./rule-text.ts";

/** Explains the rules of findings, and those that a suppression comment names. */
export class RuleHovers implements HoverSource {
  hover(place: DocumentPlace, features: ClientFeatures): HoverText | null {
    return ofSuppression(place, features) ?? ofFindings(place, features);
  }
}

function ofFindings({ checked, offset }: DocumentPlace, features: ClientFeatures): HoverText | null {
  const here = checked.findings.filter(({ start, end }) => start <= offset && offset <= end);
  const [first] = here;
  if (first === undefined) return null;
  const texts = here.flatMap(({ rule: name, severity, fix }) => {
    const rule = rules.find((each) => each.name === name);
    return rule === undefined ? [] : [ruleText(rule, severity, features, fix)];
  });
  const [start, end] = [Math.max(...here.map((each) => each.start)), Math.min(...here.map((each) => each.end))];
  return { markdown: [...new Set(texts)].join("\n\n---\n\n"), start, end };
}

function ofSuppression({ checked, offset }: DocumentPlace, features: ClientFeatures): HoverText | null {
  if (checked.basis === null) return null;
  const { script, settings } = checked.basis;
  const names = suppressionsOf(script).flatMap((suppression) => suppression.rules);
  const named = names.find(({ start, end }) => start <= offset && offset <= end);
  if (named === undefined) return null;
  const { name, start, end } = named;
  const rule = rules.find((each) => each.name === name);
  const known = rules.map((each) => each.name);
  const markdown =
    rule === undefined
      ? `No rule is named \`${name}\`${suggestion(name, known)}`
      : ruleText(rule, severityOf(rule, settings), features);
  return { markdown, start, end };
}

function severityOf(rule: (typeof rules)[number], { severities, preset }: Settings) {
  return severities.get(rule.name) ?? severityIn(preset, rule, rule.severity);
}
