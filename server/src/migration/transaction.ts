import type { Frame } from "../python/frame.ts";
import { handlersAround } from "./conduct.ts";
import type { ExecutionTarget } from "./host-value.ts";
import type { TransactionControl, TransactionState } from "./operation.ts";
import { managerKind } from "./swallowing.ts";

type WithFrame = Extract<Frame, { kind: "with" }>;

/** Follows what the migration does to its transaction. */
export class Transaction {
  private committed = false;

  /** A function of the migration begins: Alembic has opened a transaction. */
  begin(): void {
    this.committed = false;
  }

  enter(frame: WithFrame): void {
    if (isAutocommit(frame)) this.committed = false;
  }

  leave(frame: WithFrame): void {
    // `autocommit_block` opens a new transaction when it ends (Alembic 1.8 to 1.19, `MigrationContext.autocommit_block`).
    if (isAutocommit(frame)) this.committed = false;
  }

  control(command: TransactionControl["command"], target: ExecutionTarget, frames: readonly Frame[]): void {
    const state = this.state(target, frames);
    if (state !== "open" && state !== "committed") return;
    // A rollback in a handler runs only after a failure: what comes later runs, as a rule, in the transaction.
    const inHandler = handlersAround(frames).length > 0;
    if (command === "commit" || (command === "rollback" && !inHandler)) this.committed = true;
    if (command === "begin") this.committed = false;
  }

  /** The state in which SQL on `target` runs inside of `frames`. */
  state(target: ExecutionTarget, frames: readonly Frame[]): TransactionState {
    if (target === "other connection") return "other connection";
    if (target === "autocommit connection" || frames.some((frame) => frame.kind === "with" && isAutocommit(frame)))
      return "autocommit";
    return this.committed ? "committed" : "open";
  }
}

/** True inside of `begin_nested()`. */
export function inSavepoint(frames: readonly Frame[]): boolean {
  return frames.some(
    (frame) => frame.kind === "with" && frame.managers.some((manager) => managerKind(manager) === "savepoint"),
  );
}

function isAutocommit(frame: WithFrame): boolean {
  return frame.managers.some((manager) => managerKind(manager) === "autocommit");
}
