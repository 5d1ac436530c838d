import { recordedOperation } from "../../history/schema/recording/record-operation.ts";
import type { DatabaseObject } from "../../migration/database-object.ts";
import type { Operation } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";

/** What a downgrade has surely dropped, and not created again, up to one of its operations: relations, and columns and constraints by themselves. */
export class Dropped {
  readonly #script: MigrationScript;
  /** What has not been looked at yet: of most downgrades nobody asks. */
  #pending: Operation[] = [];
  readonly #relations = new Set<string>();
  /** By the keys of their tables. */
  readonly #parts = new Map<string, Set<string>>();

  constructor(script: MigrationScript) {
    this.#script = script;
  }

  add(operation: Operation): void {
    this.#pending.push(operation);
  }

  hasRelation(key: string): boolean {
    this.#lookAtPending();
    return this.#relations.has(key);
  }

  hasPart(table: string, part: string): boolean {
    this.#lookAtPending();
    return this.#parts.get(table)?.has(part) ?? false;
  }

  #lookAtPending(): void {
    for (const operation of this.#pending) this.#note(operation);
    this.#pending = [];
  }

  #note(operation: Operation): void {
    if (operation.kind !== "drop" && operation.kind !== "create") return;
    const { object } = operation;
    const isDrop = operation.kind === "drop";
    if (isDrop && !this.#isSure(operation)) return;
    if (isRelation(object)) this.#addRelation(relationKey(object.schema?.text, object.name?.text), isDrop);
    else if (object.type === "column" || object.type === "constraint") {
      const table = relationKey(object.schema?.text, object.table?.text);
      const part = partKey(object.type, object.name?.text);
      if (table !== null && part !== null) this.#addPart(table, part, isDrop);
    }
  }

  #addRelation(key: string | null, isDrop: boolean): void {
    if (key === null) return;
    if (isDrop) this.#relations.add(key);
    else {
      this.#relations.delete(key);
      this.#parts.delete(key);
    }
  }

  #addPart(table: string, part: string, isDrop: boolean): void {
    const parts = this.#parts.get(table);
    if (!isDrop) parts?.delete(part);
    else if (parts === undefined) this.#parts.set(table, new Set([part]));
    else parts.add(part);
  }

  #isSure(operation: Operation): boolean {
    return recordedOperation(operation, this.#script).every(
      ({ perhaps, guards, transaction }) => perhaps === undefined && guards === undefined && transaction === undefined,
    );
  }
}

function isRelation({ type }: DatabaseObject): boolean {
  return type === "table" || type === "view" || type === "materialized view";
}

/** What is not qualified is in `public`; null where something of it can't be known. */
export function relationKey(schema: string | null | undefined, name: string | null | undefined): string | null {
  return schema === null || name == null ? null : JSON.stringify([schema ?? "public", name]);
}

/** A column or a constraint of a table; null where its name can't be known. */
export function partKey(type: "column" | "constraint", name: string | null | undefined): string | null {
  return name == null ? null : `${type} ${name}`;
}
