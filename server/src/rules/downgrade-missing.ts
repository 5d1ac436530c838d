import type { Context } from "../context.ts";
import { uses } from "../migration/edit/imports.ts";
import { entryPoints } from "../migration/entry-points.ts";
import { headingOf } from "../migration/heading.ts";
import { isIdle } from "../migration/idle-function.ts";
import { objectInWords } from "../migration/in-words.ts";
import type { MigrationScript } from "../migration/script.ts";
import { changesOf } from "./downgrade/changes.ts";
import { someOf } from "./downgrade/in-words.ts";
import { mirrorOf } from "./downgrade/mirror.ts";
import { Upgraded } from "./downgrade/upgraded.ts";
import { writeMirror, writeRefusal } from "./downgrade/write-downgrade.ts";
import type { Rule } from "./rule.ts";

/** Alembic notes the earlier revision whatever `downgrade` did; where there is none, it fails with an AttributeError (measured with 1.8.1). */
export const downgradeMissing: Rule = {
  name: "downgrade-missing",
  description: "`downgrade` does nothing, or is not there, while `upgrade` does something that can be undone.",
  group: "downgrade",
  guideline: ["§6", "Migration template"],
  severity: "warning",
  fix: "unsafe",
  *check(script, context) {
    const [upgrade, ...others] = entryPoints(script.module, "upgrade");
    const [downgrade, ...more] = entryPoints(script.module, "downgrade");
    if (upgrade === undefined || others.length > 0 || more.length > 0) return;
    if (downgrade === undefined ? isIntended(script, context) : !isIdle(downgrade, script.module)) return;
    const upgraded = new Upgraded(script, context);
    const left = [
      ...new Set([...upgraded.creations.map(({ object }) => objectInWords(object)), ...changesOf(upgraded)]),
    ];
    if (left.length === 0) return;
    const mirror = mirrorOf(script, upgraded);
    const fixes = [writeMirror, writeRefusal]
      .map((write) => write(script, upgrade, downgrade ?? null, mirror))
      .filter((fix) => fix !== null);
    const [stay, them] = left.length > 1 ? ["stay", "them"] : ["stays", "it"];
    yield {
      message:
        downgrade === undefined
          ? `There is no downgrade function: alembic downgrade fails, and ${someOf(left)} ${stay} as upgrade has left ${them}. Write one that undoes what upgrade does, or raises NotImplementedError with the reason.`
          : `downgrade does nothing: ${someOf(left)} ${stay} as upgrade has left ${them}. Undo what upgrade does, or raise NotImplementedError with the reason.`,
      fix: fixes[0] ?? null,
      alternatives: fixes.slice(1),
      ...headingOf(script, downgrade ?? upgrade),
    };
  },
};

/**
 * A project that has taken `downgrade` out of its template does not go back, by its own decision. A file that has the word may get its
 * `downgrade` from elsewhere, or say why there is none.
 */
function isIntended(script: MigrationScript, { environment }: Context): boolean {
  if (environment?.templateDowngrades === false) return true;
  return script.importsEverything || uses(script, { start: 0, end: script.source.length }, "downgrade", []);
}
