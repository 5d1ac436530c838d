import type { SqlWord } from "../sql-words.ts";

/** A command of ALTER TABLE by its words. */
export interface AlterTableCommand {
  /** Its first word: ADD or DROP. */
  readonly first: number;
  /** The word before the name of what it is about: that, or its kind. */
  readonly last: number;
}

const known = new WeakMap<readonly SqlWord[], Map<string, Commands>>();

interface Commands {
  readonly all: readonly AlterTableCommand[];
  /** The first one for each name, as PostgreSQL has it. */
  readonly byName: ReadonlyMap<string, AlterTableCommand>;
}

/**
 * Finds the command that is about a part of the table. A statement's commands are found out once: it may have thousands.
 * @param words of the whole statement.
 * @param type of the part, as in SQL; commands need not say it.
 * @param name of the part; null where it is not known: then a command is found only where there is but one.
 */
export function alterTableCommand(
  words: readonly SqlWord[],
  verb: "ADD" | "DROP",
  type: string,
  name: string | null,
): AlterTableCommand | null {
  const ofStatement = known.get(words) ?? new Map<string, Commands>();
  known.set(words, ofStatement);
  const kind = type.toUpperCase();
  const key = `${verb} ${kind}`;
  const commands = ofStatement.get(key) ?? commandsIn(words, verb, kind);
  ofStatement.set(key, commands);
  const { all, byName } = commands;
  return (name === null ? null : byName.get(name)) ?? (all.length === 1 ? (all[0] ?? null) : null);
}

function commandsIn(words: readonly SqlWord[], verb: string, kind: string): Commands {
  const all = words.flatMap((word, first) => {
    if (word.text.toUpperCase() !== verb) return [];
    return [{ first, last: words[first + 1]?.text.toUpperCase() === kind ? first + 1 : first }];
  });
  const byName = new Map<string, AlterTableCommand>();
  for (const command of all) {
    const word = words[command.last + 1];
    if (word !== undefined && !byName.has(nameIn(word))) byName.set(nameIn(word), command);
  }
  return { all, byName };
}

/** A name without its quotes, or in lower case where it has none. */
function nameIn({ text }: SqlWord): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}
