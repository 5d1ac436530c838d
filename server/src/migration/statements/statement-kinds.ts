import type { Node } from "@pgsql/types";
import type { OperationContent } from "../operation.ts";
import type { StatementText } from "./statement-text.ts";

type KeyOf<T> = T extends unknown ? keyof T : never;

/** The name of a node of PostgreSQL's tree: `AlterTableStmt`. */
export type NodeKind = KeyOf<Node>;

type Trees = { readonly [K in NodeKind]: Extract<Node, Record<K, unknown>> extends Record<K, infer T> ? T : never };

/** The fields of such a node. */
export type Tree<K extends NodeKind> = Trees[K];

/** How statements of one kind are read. */
export type StatementKind = readonly [
  kind: NodeKind,
  read: (node: Node, text: StatementText) => readonly OperationContent[],
];

/** Statements of the kind `kind` are read by `read`. */
export function on<K extends NodeKind>(
  kind: K,
  read: (tree: Tree<K>, text: StatementText) => OperationContent | readonly OperationContent[],
): StatementKind {
  return [
    kind,
    (node: unknown, text) => {
      if (!isOf(node, kind)) return [];
      const contents = read(node[kind], text);
      return "kind" in contents ? [contents] : contents;
    },
  ];
}

function isOf<K extends NodeKind>(node: unknown, kind: K): node is Record<K, Tree<K>> {
  return typeof node === "object" && node !== null && kind in node;
}
