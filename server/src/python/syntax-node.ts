import type { Node } from "web-tree-sitter";

/** A tree-sitter node of which each fact is asked for once: every question crosses into WASM. */
export class SyntaxNode {
  readonly type: string;
  readonly start: number;
  private knownEnd = -1;

  constructor(private readonly node: Node) {
    this.type = node.type;
    this.start = node.startIndex;
  }

  /** UTF-16 offset, exclusive. */
  get end(): number {
    if (this.knownEnd < 0) this.knownEnd = this.node.endIndex;
    return this.knownEnd;
  }

  /** The named children, comments and errors among them. */
  children(): SyntaxNode[] {
    const result: SyntaxNode[] = [];
    for (const child of this.node.namedChildren) result.push(new SyntaxNode(child));
    return result;
  }

  /** The types and starts of the nodes around this one, from the inside out. */
  *ancestors(): Iterable<SyntaxNode> {
    for (let parent = this.node.parent; parent !== null; parent = parent.parent) yield new SyntaxNode(parent);
  }
}
