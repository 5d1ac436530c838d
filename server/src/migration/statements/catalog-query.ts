import type { A_Expr, Node, SelectStmt } from "@pgsql/types";
import { type DatabaseObject, type ObjectType, type Operand, unknownOperand } from "../database-object.ts";
import { type CatalogValue, catalogValue, type Values } from "./catalog-value.ts";
import { type Catalog, catalogOf, harmlessColumns, hasColumn } from "./catalogs.ts";
import { constantText, namesOf, stringOf } from "./node-text.ts";

/** The rows that a query of the catalog gives. */
export interface CatalogRows {
  /** What a row tells of; `name` null where the query does not ask for one. */
  readonly object: DatabaseObject;
  /** It asks for more than the object: no row does not mean that there is none. */
  readonly narrowed: boolean;
  readonly by: Catalog["by"];
  /** The columns that hold the object's name, as the query calls them. */
  readonly nameColumn: string;
}

interface Relation {
  readonly catalog: Catalog;
  readonly alias: string;
  readonly values: Map<string, CatalogValue>;
  /** Columns that equal the oid of another relation of the query. */
  readonly joined: Map<string, Relation>;
  readonly kinds: ObjectType[];
}

/**
 * Reads a query of `pg_catalog` or `information_schema`: which object has to be there for a row to come back. Null for any other
 * query, and for one that asks for several objects, or in a way that is not understood.
 */
export function catalogRows(select: SelectStmt, values: Values): CatalogRows | null {
  const plain = (select.op ?? "SETOP_NONE") === "SETOP_NONE" && select.withClause === undefined;
  if (!plain || select.groupClause !== undefined || select.havingClause !== undefined) return null;
  const query = new CatalogQuery(values);
  return query.from(select.fromClause ?? []) ? query.rows(select.whereClause) : null;
}

class CatalogQuery {
  private readonly relations: Relation[] = [];
  private readonly conditions: Node[] = [];
  private readonly equal: (readonly [Column, Column])[] = [];
  private narrowed = false;
  private understood = true;

  constructor(private readonly values: Values) {}

  /** Takes in the FROM clause; false where something in it is no catalog. */
  from(items: readonly Node[]): boolean {
    return items.length > 0 && items.every((item) => this.item(item));
  }

  private item(node: Node | undefined): boolean {
    if (node === undefined) return false;
    if ("JoinExpr" in node) {
      const { larg, rarg, quals, usingClause } = node.JoinExpr;
      if (quals !== undefined) this.conditions.push(quals);
      return usingClause === undefined && this.item(larg) && this.item(rarg);
    }
    if (!("RangeVar" in node)) return false;
    const { schemaname, relname = "", alias } = node.RangeVar;
    const found = catalogOf(schemaname, relname);
    if (found === null) return false;
    this.relations.push({
      catalog: found,
      alias: alias?.aliasname ?? relname,
      values: new Map(),
      joined: new Map(),
      kinds: [],
    });
    return true;
  }

  rows(where: Node | undefined): CatalogRows | null {
    if (where !== undefined) this.conditions.push(where);
    for (const condition of this.conditions.flatMap(conjuncts)) this.condition(condition);
    for (const [first, second] of this.equal.splice(0)) this.join(first, second);
    if (!this.understood) return null;
    const subjects = this.relations.filter((relation) => !this.isJoined(relation));
    const subject = subjects.find((relation) => this.object(relation).name !== null) ?? subjects[0];
    if (subject === undefined) return null;
    return {
      object: this.object(subject),
      narrowed: this.narrowed,
      by: subject.catalog.by,
      nameColumn: subject.catalog.name,
    };
  }

  private isJoined(relation: Relation): boolean {
    return this.relations.some((other) => [...other.joined.values()].includes(relation));
  }

  private object(relation: Relation): DatabaseObject {
    const { catalog, values, joined, kinds } = relation;
    let name = textIn(values.get(catalog.name));
    let table = catalog.table === null ? null : textIn(values.get(catalog.table));
    let schema = catalog.schema.map((column) => textIn(values.get(column))).find((found) => found !== null) ?? null;
    for (const [column, meaning] of Object.entries(catalog.references)) {
      const other = joined.get(column);
      const referred = other === undefined ? objectIn(values.get(column)) : this.object(other);
      if (referred === null) continue;
      if (meaning === "schema") schema = referred.name;
      else {
        if (meaning === "table") table = referred.name;
        else name = referred.name;
        schema ??= referred.schema;
      }
    }
    const [kind] = kinds;
    const single = kind !== undefined && kinds.every((one) => one === kind);
    return { type: single ? kind : catalog.object, schema, table, name };
  }

  private condition(node: Node): void {
    const compared = "A_Expr" in node ? comparison(node.A_Expr) : null;
    if (compared?.several === true) this.oneOf(compared.left, compared.right);
    else if (compared !== null) this.equality(compared.left, compared.right);
    else if ("SubLink" in node && node.SubLink.subLinkType === "ANY_SUBLINK" && node.SubLink.testexpr !== undefined)
      this.equality(node.SubLink.testexpr, node);
    else this.other(node);
  }

  private equality(left: Node, right: Node): void {
    const first = this.column(left);
    const second = this.column(right);
    const found = first ?? second;
    if (first !== null && second !== null) this.join(first, second);
    else if (found === null) this.other(left);
    else this.set(found, catalogValue(first === null ? left : right, this.values));
  }

  private set({ relation, column }: Column, value: CatalogValue): void {
    const { catalog, values } = relation;
    const kinds = catalog.kinds[column];
    const text = value.kind === "text" ? value.operand.text : null;
    if (kinds !== undefined && text !== null) {
      const kind = kinds[text];
      if (kind !== undefined) relation.kinds.push(kind);
      return;
    }
    if (!hasColumn(catalog, column)) this.narrow(column);
    else if (values.has(column)) this.understood = false;
    else if (value.kind !== "current schema") values.set(column, value);
  }

  private join(first: Column, second: Column): void {
    for (const [from, to] of [
      [first, second],
      [second, first],
    ] as const) {
      if (to.column === "oid" && Object.hasOwn(from.relation.catalog.references, from.column)) {
        from.relation.joined.set(from.column, to.relation);
        return;
      }
    }
    // The names of one object, or of two objects that belong to one: known of one, known of the other.
    const value = first.relation.values.get(first.column) ?? second.relation.values.get(second.column);
    if (value === undefined) {
      this.equal.push([first, second]);
      return;
    }
    first.relation.values.set(first.column, value);
    second.relation.values.set(second.column, value);
  }

  private oneOf(left: Node, right: Node): void {
    const found = this.column(left);
    if (found === null) {
      this.other(left);
      return;
    }
    const items = itemsOf(right);
    const [only] = items;
    if (items.length === 1 && only !== undefined) {
      this.set(found, catalogValue(only, this.values));
      return;
    }
    const { relation, column } = found;
    const kinds = relation.catalog.kinds[column];
    if (kinds !== undefined) {
      const named = items.map((item) => kinds[constantText(item) ?? ""]);
      relation.kinds.push(...named.filter((kind) => kind !== undefined));
    } else if (relation.catalog.schema.includes(column)) {
      const value = catalogValue(right, this.values);
      if (value.kind !== "current schema") relation.values.set(column, { kind: "text", operand: unknownOperand });
    } else if (hasColumn(relation.catalog, column)) this.understood = false;
    else this.narrow(column);
  }

  /** A condition that says nothing of a name. */
  private other(node: Node): void {
    const inner = "BoolExpr" in node && node.BoolExpr.boolop === "NOT_EXPR" ? node.BoolExpr.args?.[0] : undefined;
    const column = columnIn(inner ?? node);
    if (column !== null) this.narrow(column);
    else if (!isVisibilityTest(inner ?? node)) this.narrowed = true;
  }

  private narrow(column: string): void {
    const isSchema = this.relations.some(({ catalog }) => catalog.schema.includes(column) || column === "nspname");
    if (this.relations.some(({ catalog }) => catalog.name === column) && !isSchema) this.understood = false;
    if (!harmlessColumns.has(column) && !isSchema) this.narrowed = true;
  }

  private column(node: Node): Column | null {
    if ("TypeCast" in node && node.TypeCast.arg !== undefined) return this.column(node.TypeCast.arg);
    if ("FuncCall" in node) {
      const [given] = node.FuncCall.args ?? [];
      return given !== undefined && /^(lower|upper|trim|btrim)$/.test(namesOf(node.FuncCall.funcname).at(-1) ?? "")
        ? this.column(given)
        : null;
    }
    if (!("ColumnRef" in node)) return null;
    const names = namesOf(node.ColumnRef.fields);
    const column = names.at(-1);
    if (column === undefined) return null;
    if (names.length > 1) {
      const relation = this.relations.find(({ alias }) => alias === names.at(-2));
      return relation === undefined ? null : { relation, column };
    }
    const relation = this.relations.find(({ catalog }) => hasColumn(catalog, column));
    const [first] = this.relations;
    if (relation !== undefined) return { relation, column };
    return first !== undefined && harmlessColumns.has(column) ? { relation: first, column } : null;
  }
}

interface Column {
  readonly relation: Relation;
  readonly column: string;
}

/** An equality, or a test of membership; null for any other comparison. */
function comparison({ kind = "AEXPR_OP", name, lexpr: left, rexpr: right }: A_Expr) {
  if (left === undefined || right === undefined) return null;
  const equals = stringOf(name?.at(-1)) === "=";
  if (kind === "AEXPR_IN" || kind === "AEXPR_OP_ANY") return equals ? { left, right, several: true } : null;
  if (kind === "AEXPR_LIKE" || kind === "AEXPR_ILIKE")
    return /^[^%_]*$/.test(constantText(right) ?? "%") ? { left, right, several: false } : null;
  return equals && kind === "AEXPR_OP" ? { left, right, several: false } : null;
}

function itemsOf(node: Node): readonly Node[] {
  if ("List" in node) return node.List.items ?? [];
  return "A_ArrayExpr" in node ? (node.A_ArrayExpr.elements ?? []) : [];
}

/** `pg_table_is_visible(oid)` */
function isVisibilityTest(node: Node): boolean {
  return "FuncCall" in node && (namesOf(node.FuncCall.funcname).at(-1) ?? "").endsWith("_is_visible");
}

function conjuncts(node: Node): readonly Node[] {
  return "BoolExpr" in node && node.BoolExpr.boolop === "AND_EXPR"
    ? (node.BoolExpr.args ?? []).flatMap(conjuncts)
    : [node];
}

function columnIn(node: Node): string | null {
  if ("ColumnRef" in node) return namesOf(node.ColumnRef.fields).at(-1) ?? null;
  if ("A_Expr" in node && node.A_Expr.lexpr !== undefined) return columnIn(node.A_Expr.lexpr);
  if ("NullTest" in node && node.NullTest.arg !== undefined) return columnIn(node.NullTest.arg);
  if ("BooleanTest" in node && node.BooleanTest.arg !== undefined) return columnIn(node.BooleanTest.arg);
  return null;
}

function textIn(value: CatalogValue | undefined): Operand | null {
  if (value === undefined) return null;
  return value.kind === "text" ? value.operand : value.kind === "object" ? value.name.name : null;
}

function objectIn(value: CatalogValue | undefined): { readonly schema: Operand | null; readonly name: Operand } | null {
  if (value === undefined || value.kind === "current schema") return null;
  return value.kind === "object" ? value.name : { schema: null, name: value.operand };
}
