/** What a tool says of a case: one finding, in what all tools have in common. */
export interface Remark {
  readonly rule: string;
  /** False for what is only information or a hint. */
  readonly counts: boolean;
  /** The case's file below `cases`, and its lines; null where the tool reads something else than the file. */
  readonly place: { readonly file: string; readonly first: number; readonly last: number } | null;
}

/** What a tool says of every case, by the case's name. A case that it could not be given is not in it. */
export type Remarks = ReadonlyMap<string, readonly Remark[]>;
