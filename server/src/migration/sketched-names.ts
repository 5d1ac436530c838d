import { known, type QualifiedName } from "./database-object.ts";
import type { SqlWord } from "./sql-words.ts";
import { splitName } from "./statements/identifier-text.ts";

/** Words that the name of a table follows. ON does so in what is no query: there it stands before a condition. */
const beforeNames = new Set(["INTO", "FROM", "UPDATE", "REFERENCES", "TABLE", "ON"]);
const betweenWords = new Set(["IF", "NOT", "EXISTS", "ONLY", "TABLE"]);
const queries = new Set(["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE"]);

/** True for a statement in which `...` stands for what its reader is to put there: `CREATE TRIGGER ... ON auth.users ...`. */
export function isSketch(words: readonly SqlWord[]): boolean {
  return words.some(({ text, kind }, index) => kind === "other" && text === ".." && words[index + 1]?.text === ".");
}

/** The schema-qualified names of tables in a sketch of a statement, which PostgreSQL's parser can't read. */
export function sketchedNames(words: readonly SqlWord[]): readonly QualifiedName[] {
  const isQuery = queries.has(words[0]?.text.toUpperCase() ?? "");
  return words.flatMap(({ text, kind }, index) => {
    const word = text.toUpperCase();
    if (kind !== "keyword" || !beforeNames.has(word) || (word === "ON" && isQuery)) return [];
    let at = index + 1;
    while (words[at]?.kind === "keyword" && betweenWords.has(words[at]?.text.toUpperCase() ?? "")) at++;
    const [schema, dot, name] = words.slice(at, at + 3);
    if (dot?.text !== "." || !isName(schema) || !isName(name)) return [];
    const [first, second] = splitName(`${schema.text}.${name.text}`);
    return first === undefined || second === undefined ? [] : [{ schema: known(first), name: known(second) }];
  });
}

function isName(word: SqlWord | undefined): word is SqlWord {
  return word?.kind === "identifier" || word?.kind === "keyword";
}
