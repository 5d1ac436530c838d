import { linesOf, tokensOf } from "./mutations.ts";

/** So often a smaller text is tried; each try may take as long as the failure itself. */
const MAX_TRIES = 3000;
const MAX_SECONDS = 40;

/** What no project can call its own. */
const common =
  /^(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield|op|sa|alembic|sqlalchemy|upgrade|downgrade|revision|down_revision|branch_labels|depends_on)$/;

/**
 * Gives a small text on which `fails` is still true, by delta debugging: ever smaller parts are left out, lines first, then tokens, then
 * characters. Its names are then replaced by made-up ones where it still fails.
 */
export function minimise(text: string, fails: (text: string) => boolean): string {
  const tries = new Tries(fails);
  let small = text;
  for (let before = ""; before !== small; ) {
    before = small;
    small = leaveOut(linesOf(small), tries);
    small = leaveOut(tokensOf(small), tries);
  }
  if (small.length < 400) small = leaveOut([...small], tries);
  return rename(small, tries);
}

class Tries {
  #left = MAX_TRIES;
  readonly #until = Date.now() + MAX_SECONDS * 1000;
  readonly #fails: (text: string) => boolean;

  constructor(fails: (text: string) => boolean) {
    this.#fails = fails;
  }

  fails(text: string): boolean {
    if (this.#left-- <= 0 || Date.now() > this.#until) return false;
    return this.#fails(text);
  }
}

function leaveOut(parts: readonly string[], tries: Tries): string {
  let kept = parts;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length; ) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (tries.fails(fewer.join(""))) kept = fewer;
      else from += size;
    }
  }
  return kept.join("");
}

function rename(text: string, tries: Tries): string {
  const names = new Set(text.match(/[^\W\d_]\w{2,}/g));
  let renamed = text;
  let made = 0;
  for (const name of names) {
    if (common.test(name)) continue;
    const next = renamed.replaceAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, "g"), `n${made}`);
    if (!tries.fails(next)) continue;
    renamed = next;
    made++;
  }
  return renamed;
}
