import type { Node } from "@pgsql/types";
import type { Frame } from "../python/frame.ts";
import type { Value } from "../python/value.ts";
import { handlersAround } from "./conduct.ts";
import type { ExecutionTarget } from "./host-value.ts";
import type { TransactionControl, TransactionState } from "./operation.ts";
import { managerKind } from "./swallowing.ts";

type WithFrame = Extract<Frame, { kind: "with" }>;

/** Follows what the migration does to its transaction. */
export class Transaction {
  private committed = false;
  /** Open savepoints, outermost first: their names in SQL, or what `begin_nested()` gave. */
  private savepoints: readonly (string | Value)[] = [];

  /** A function of the migration begins: Alembic has opened a transaction. */
  begin(): void {
    this.committed = false;
    this.savepoints = [];
  }

  enter(frame: WithFrame): void {
    if (isAutocommit(frame)) this.begin();
  }

  leave(frame: WithFrame): void {
    // `autocommit_block` opens a new transaction when it ends (Alembic 1.8 to 1.19, `MigrationContext.autocommit_block`).
    if (isAutocommit(frame)) this.begin();
  }

  /** A command that is executed as SQL, with its parsed statement. */
  control(
    command: TransactionControl["command"],
    node: Node | null,
    target: ExecutionTarget,
    frames: readonly Frame[],
  ): void {
    const state = this.state(target, frames);
    if (state !== "open" && state !== "committed") return;
    const statement = node !== null && "TransactionStmt" in node ? node.TransactionStmt : null;
    const savepoint = statement?.savepoint_name ?? "";
    switch (command) {
      case "begin":
        this.begin();
        break;
      case "commit":
        // AND CHAIN begins another transaction.
        this.ended(statement?.chain !== true);
        break;
      case "rollback":
        // In a handler it runs only after a failure: what comes later runs, as a rule, in the transaction.
        if (handlersAround(frames).length === 0) this.ended(statement?.chain !== true);
        break;
      case "savepoint":
        this.openSavepoint(savepoint);
        break;
      case "release savepoint":
        this.closeSavepoint(savepoint);
        break;
      case "rollback to savepoint":
        // It stays open, those inside of it don't.
        if (this.closeSavepoint(savepoint)) this.openSavepoint(savepoint);
        break;
      case "other":
        break;
    }
  }

  /** `SAVEPOINT name`, or a `begin_nested()` that no `with` ends, by the object it gives. */
  openSavepoint(savepoint: string | Value): void {
    this.savepoints = [...this.savepoints, savepoint];
  }

  /** Closes a savepoint and those inside of it. @returns false when there is none. */
  closeSavepoint(savepoint: string | Value): boolean {
    const at = this.savepoints.lastIndexOf(savepoint);
    if (at === -1) return false;
    this.savepoints = this.savepoints.slice(0, at);
    return true;
  }

  /** True in a savepoint: one that was opened by hand, or a `with` of `begin_nested()` among `frames`. */
  inSavepoint(frames: readonly Frame[]): boolean {
    return (
      this.savepoints.length > 0 ||
      frames.some(
        (frame) => frame.kind === "with" && frame.managers.some((manager) => managerKind(manager) === "savepoint"),
      )
    );
  }

  private ended(committed: boolean): void {
    this.committed = committed;
    this.savepoints = [];
  }

  /** The state in which SQL on `target` runs inside of `frames`. */
  state(target: ExecutionTarget, frames: readonly Frame[]): TransactionState {
    if (target === "other connection") return "other connection";
    if (target === "autocommit connection" || frames.some((frame) => frame.kind === "with" && isAutocommit(frame)))
      return "autocommit";
    return this.committed ? "committed" : "open";
  }
}

function isAutocommit(frame: WithFrame): boolean {
  return frame.managers.some((manager) => managerKind(manager) === "autocommit");
}
