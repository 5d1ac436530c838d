import type { Value } from "../python/value.ts";
import type { CallEvent } from "../python/world.ts";
import { calledName, executionTarget, isDriverLevel, isFrom } from "./host-value.ts";
import type { OperationContent, TransactionControl } from "./operation.ts";

const commands: ReadonlyMap<string, TransactionControl["command"]> = new Map([
  ["commit", "commit"],
  ["rollback", "rollback"],
  ["begin", "begin"],
]);

/**
 * `bind.commit()`, `session.rollback()`, `bind.begin()` and the like: the transaction is controlled by a method of SQLAlchemy's connection
 * or session. Null for any other call, for a connection that may be none, and for a `with bind.begin():`.
 */
export function connectionControl(
  { manages }: CallEvent,
  receiver: Value,
  method: string,
): Extract<OperationContent, { kind: "transaction control" }> | null {
  const command = commands.get(method);
  const certain = receiver.kind === "result" || receiver.kind === "member";
  if (command === undefined || !certain || executionTarget(receiver) === null || isTransaction(receiver)) return null;
  if (command === "begin" && manages) return null;
  const through = isSession(receiver) ? "session" : isDriverConnection(receiver) ? "driver" : "connection";
  return { kind: "transaction control", through, command };
}

/** `op.get_bind().connection`, unlike `op.get_context().connection`, which is SQLAlchemy's. */
function isDriverConnection(value: Value): boolean {
  if (isDriverLevel(value)) return true;
  if (value.kind !== "member" || value.name !== "connection") return false;
  return value.object.kind !== "result" || calledName(value.object.of) !== "get_context";
}

/** What `begin()` gives: its methods end no more than it began. */
function isTransaction(value: Value): boolean {
  return value.kind === "result" && calledName(value.of) === "begin";
}

/** `Session(bind=bind)`, `sessionmaker(bind)()`. */
export function isSession(value: Value): boolean {
  if (value.kind !== "result") return false;
  if (value.of.kind === "result") return calledName(value.of.of) === "sessionmaker";
  return isFrom(value.of, "sqlalchemy", "sqlmodel") && calledName(value.of) === "Session";
}

/** What `begin_nested()` gives: a savepoint, until its `commit()` or `rollback()`. */
export function isSavepoint(value: Value): boolean {
  return value.kind === "result" && calledName(value.of) === "begin_nested";
}
