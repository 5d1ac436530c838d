/** Which mutants to check, and what they are made of. The same share gives the same mutants. */
export interface Share {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** A folder with migrations of other projects; null for our own only. */
  readonly corpus: string | null;
  /** Python itself judges what fixes make of valid sources. */
  readonly askPython: boolean;
}

/** What the checking thread tells. */
export type Progress =
  | { readonly kind: "begun"; readonly number: number }
  | { readonly kind: "minimising"; readonly number: number }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "done"; readonly heap: number };

/** A mutant that failed, made small. */
export interface Failure {
  readonly number: number;
  readonly story: string;
  readonly property: string;
  readonly detail: string;
  readonly small: string;
}
