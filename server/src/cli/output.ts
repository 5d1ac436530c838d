/** Where a command writes. */
export interface Output {
  readonly out: (text: string | Uint8Array) => void;
  /** Takes one line or more about what went wrong, or what the user should know; they need not end with a line break. */
  readonly complain: (lines: string) => void;
}
