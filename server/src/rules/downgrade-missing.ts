import { literal, usualQuote } from "../migration/edit/execute-call.ts";
import { fillFunction, newFunction } from "../migration/edit/function-body.ts";
import { uses } from "../migration/edit/imports.ts";
import type { TextEdit } from "../migration/edit/text-edit.ts";
import { operationsModule } from "../migration/edit/with-block.ts";
import { entryPoints } from "../migration/entry-points.ts";
import { headingOf } from "../migration/heading.ts";
import { isIdle } from "../migration/idle-function.ts";
import { objectInWords, operationInWords } from "../migration/in-words.ts";
import type { Operation } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { FunctionDefinition } from "../python/syntax.ts";
import { changesOf } from "./downgrade/changes.ts";
import { someOf } from "./downgrade/in-words.ts";
import { type Mirror, mirrorOf } from "./downgrade/mirror.ts";
import { pythonLines } from "./downgrade/statements.ts";
import { Upgraded } from "./downgrade/upgraded.ts";
import type { Fix } from "./finding.ts";
import type { Rule } from "./rule.ts";

/**
 * Alembic notes the earlier revision whatever `downgrade` did, and calls it without a look whether there is one (Alembic 1.8 to 1.19,
 * `MigrationContext.run_migrations`, `RevisionStep`; measured with 1.8.1).
 */
export const downgradeMissing: Rule = {
  name: "downgrade-missing",
  description: "`downgrade` does nothing, or is not there, while `upgrade` does something that can be undone.",
  group: "downgrade",
  guideline: ["§6", "Migration Template"],
  severity: "warning",
  fix: "unsafe",
  *check(script, context) {
    const [upgrade, ...others] = entryPoints(script.module, "upgrade");
    const [downgrade, ...more] = entryPoints(script.module, "downgrade");
    if (upgrade === undefined || others.length > 0 || more.length > 0) return;
    if (downgrade === undefined ? isNamedElsewhere(script) : !isIdle(downgrade, script.source)) return;
    const upgraded = new Upgraded(script, context);
    const left = [
      ...new Set([...upgraded.creations.map(({ object }) => objectInWords(object)), ...changesOf(upgraded)]),
    ];
    if (left.length === 0) return;
    const mirror = mirrorOf(script, upgraded);
    const fixes = [revert, refuse]
      .map((make) => make(script, upgrade, downgrade ?? null, mirror))
      .filter((each) => each !== null);
    const [are, them] = left.length > 1 ? ["are", "them"] : ["is", "it"];
    yield {
      ...headingOf(script, downgrade ?? upgrade),
      message:
        downgrade === undefined
          ? `There is no downgrade: a rollback fails, and ${someOf(left)} ${are} not undone. Write one that undoes what upgrade does, or raises NotImplementedError with the reason.`
          : `downgrade does nothing: after a rollback ${someOf(left)} ${are} as upgrade has left ${them}. Undo what upgrade does, or raise NotImplementedError with the reason.`,
      fix: fixes[0] ?? null,
      alternatives: fixes.slice(1),
    };
  },
};

/** A file that has the word may get its `downgrade` from elsewhere, or say why there is none. */
function isNamedElsewhere(script: MigrationScript): boolean {
  return script.importsEverything || uses(script, { start: 0, end: script.source.length }, "downgrade", []);
}

/** The mirror of `upgrade`; null where there is none. */
function revert(
  script: MigrationScript,
  upgrade: FunctionDefinition,
  downgrade: FunctionDefinition | null,
  mirror: Mirror,
): Fix | null {
  if ("obstacle" in mirror || mirror.undos.length === 0) return null;
  const operations = operationsModule(script);
  const lines = pythonLines(script, mirror.undos, operations.name, upgrade);
  return fix(script, upgrade, downgrade, lines, "Undo what upgrade does", operations.edits);
}

function refuse(
  script: MigrationScript,
  upgrade: FunctionDefinition,
  downgrade: FunctionDefinition | null,
  mirror: Mirror,
): Fix | null {
  const reason =
    "obstacle" in mirror && isReadable(mirror.obstacle)
      ? `Irreversible: ${operationInWords(mirror.obstacle)}`
      : "Irreversible: restore a backup to go back";
  const quote = usualQuote(script, upgrade);
  const lines = [`raise NotImplementedError(${literal(reason, quote)})`];
  return fix(script, upgrade, downgrade, lines, "Say that there is no way back", []);
}

function isReadable({ kind }: Operation): boolean {
  return ["create", "drop", "rename", "alter", "insert", "write"].includes(kind);
}

function fix(
  script: MigrationScript,
  upgrade: FunctionDefinition,
  downgrade: FunctionDefinition | null,
  lines: readonly string[],
  message: string,
  more: readonly TextEdit[],
): Fix | null {
  const edit =
    downgrade === null ? newFunction(script, upgrade, "downgrade", lines) : fillFunction(script, downgrade, lines);
  return edit === null ? null : { applicability: "unsafe", message, edits: [...more, edit], fileChanges: [] };
}
