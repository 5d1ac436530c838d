/** Told how far a long piece of work has come. */
export interface Progress {
  /** Another part of the work begins. @param total how many steps it has. */
  begin(what: string, total: number): void;
  step(): void;
  /** The work is done, or something else is to be shown. */
  end(): void;
}

/** For work that nobody watches. */
export const noProgress: Progress = { begin: () => {}, step: () => {}, end: () => {} };
