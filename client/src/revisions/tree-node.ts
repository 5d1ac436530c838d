import { TreeItem, TreeItemCollapsibleState } from "vscode";
import type { Revision } from "../../../server/src/lsp/protocol/revisions.ts";

/** A row of the view, and those below it. */
export class TreeNode {
  readonly parent: TreeNode | null;
  readonly item: TreeItem;
  /** The revision that the row is about; null for any other row. */
  readonly revision: Revision | null;
  readonly #make: ((node: TreeNode) => readonly TreeNode[]) | null;
  #children: readonly TreeNode[] | null = null;

  /**
   * @param id tells the row apart; the same for the same thing whenever the view is drawn anew.
   * @param make makes the rows below; null where there are none. Called when they are first looked at.
   */
  constructor(
    parent: TreeNode | null,
    id: string,
    look: Partial<Omit<TreeItem, "id">> & { readonly label: string },
    { revision = null, make = null, isOpen = false }: TreeNodeOptions = {},
  ) {
    this.parent = parent;
    this.revision = revision;
    this.#make = make;
    const { label, ...others } = look;
    const { None, Expanded, Collapsed } = TreeItemCollapsibleState;
    this.item = new TreeItem(label, make === null ? None : isOpen ? Expanded : Collapsed);
    Object.assign(this.item, others);
    this.item.id = id;
  }

  get children(): readonly TreeNode[] {
    this.#children ??= this.#make?.(this) ?? [];
    return this.#children;
  }
}

/** What a row need not have. */
export interface TreeNodeOptions {
  readonly revision?: Revision | null;
  readonly make?: ((node: TreeNode) => readonly TreeNode[]) | null;
  /** Whether the rows below are shown from the start. */
  readonly isOpen?: boolean;
}
