/** A position in a file: line and UTF-16 unit in it, both counted from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A range of a file that is not at hand as text; end exclusive. */
export interface Place {
  /** The file's absolute path. */
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}
