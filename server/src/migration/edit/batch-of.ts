import type { Statement } from "../../python/syntax.ts";
import type { Operation } from "../operation.ts";

/** The `with op.batch_alter_table(…) as batch_op:` whose `batch_op` the operation is called on; null for none. */
export function batchOf({ origin }: Operation): Statement | null {
  const { callee } = origin.call;
  if (callee.kind !== "attribute" || callee.object.kind !== "name") return null;
  const { id } = callee.object;
  const frame = origin.frames.findLast(
    (each) => each.kind === "with" && each.node.items.some(({ target }) => target?.kind === "name" && target.id === id),
  );
  return frame?.kind === "with" ? frame.node : null;
}
