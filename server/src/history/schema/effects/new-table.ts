import { Map as ImmutableMap, Set as ImmutableSet } from "immutable";
import type { ObjectName, Table } from "../objects.ts";

/** A table without any parts. @param whole since when it has no others; null where it may. */
export function emptyTable(name: ObjectName, whole: number | null, kind: Table["kind"] = "table"): Table {
  return {
    kind,
    name,
    columns: ImmutableMap(),
    lastPosition: 0,
    constraints: ImmutableMap(),
    indexes: ImmutableSet(),
    columnsWhole: whole,
    constraintsWhole: whole,
    indexesWhole: whole,
    partitionOf: null,
  };
}
