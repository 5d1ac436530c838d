/** An edit of another file than the checked one: the whole new content of the file at the absolute `path`. */
export interface FileChange {
  readonly path: string;
  readonly content: string;
  /** `create`: the file must not be there yet. `replace`: it must still hold `previous`. */
  readonly action: { readonly kind: "create" } | { readonly kind: "replace"; readonly previous: string };
}
