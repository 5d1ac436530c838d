import type { IndexElem } from "@pgsql/types";
import type { DatabaseObject } from "../database-object.ts";
import type { Definition } from "../definition.ts";
import type { Create } from "../operation.ts";
import { namesOf, stringOf } from "./node-text.ts";
import { globalObject, object, objectType, partOf } from "./object-names.ts";
import { on, type StatementKind } from "./statement-kinds.ts";

type Content = Pick<Create, "kind" | "object" | "ifNotExists" | "orReplace" | "definition">;

interface Clauses {
  readonly if_not_exists?: boolean;
  readonly replace?: boolean;
}

function create(created: DatabaseObject, clauses: Clauses = {}, definition: Definition | null = null): Content {
  return {
    kind: "create",
    object: created,
    ifNotExists: clauses.if_not_exists === true,
    orReplace: clauses.replace === true,
    definition,
  };
}

function isPlain({ name, collation, opclass, ordering, nulls_ordering }: IndexElem): boolean {
  const isOrdered = ordering !== "SORTBY_DEFAULT" || nulls_ordering !== "SORTBY_NULLS_DEFAULT";
  return name !== undefined && collation === undefined && opclass === undefined && !isOrdered;
}

export const objectCreations: readonly StatementKind[] = [
  on("IndexStmt", (tree, text) => {
    const { idxname, relation, accessMethod = "btree", indexParams = [], whereClause } = tree;
    return create(
      partOf(text.relation(relation), "index", idxname === undefined ? null : text.operand(idxname)),
      tree,
      {
        kind: "index",
        unique: tree.unique === true,
        concurrently: tree.concurrent === true,
        columns: indexParams.map((element) => {
          const name = "IndexElem" in element ? element.IndexElem.name : undefined;
          return name === undefined ? null : text.label(name);
        }),
        plain: indexParams.every((element) => "IndexElem" in element && isPlain(element.IndexElem)),
        method: accessMethod,
        operatorClasses: indexParams.flatMap((element) => {
          const name = "IndexElem" in element ? namesOf(element.IndexElem.opclass).at(-1) : undefined;
          return name === undefined ? [] : [name];
        }),
        where: whereClause === undefined ? null : text.expression(whereClause),
      },
    );
  }),
  on("ViewStmt", (tree, text) => create(object("view", text.relation(tree.view)), tree)),
  on("CreateSeqStmt", (tree, text) => create(object("sequence", text.relation(tree.sequence)), tree)),
  on("CreateEnumStmt", (tree, text) =>
    create(
      object("type", text.name(namesOf(tree.typeName))),
      {},
      {
        kind: "enum",
        labels: (tree.vals ?? []).map((label) => text.label(stringOf(label))),
      },
    ),
  ),
  on("CompositeTypeStmt", (tree, text) => create(object("type", text.relation(tree.typevar)))),
  on("CreateRangeStmt", (tree, text) => create(object("type", text.name(namesOf(tree.typeName))))),
  on("CreateDomainStmt", (tree, text) => create(object("domain", text.name(namesOf(tree.domainname))))),
  on("CreateFunctionStmt", (tree, text) =>
    create(object(tree.is_procedure === true ? "procedure" : "function", text.name(namesOf(tree.funcname))), tree),
  ),
  on("CreateTrigStmt", (tree, text) =>
    create(partOf(text.relation(tree.relation), "trigger", text.operand(tree.trigname ?? "")), tree),
  ),
  on("CreatePolicyStmt", (tree, text) =>
    create(partOf(text.relation(tree.table), "policy", text.operand(tree.policy_name ?? ""))),
  ),
  on("RuleStmt", (tree, text) =>
    create(partOf(text.relation(tree.relation), "rule", text.operand(tree.rulename ?? "")), tree),
  ),
  on("DefineStmt", (tree, text) => create(object(objectType(tree.kind), text.name(namesOf(tree.defnames))), tree)),
  on("CreateExtensionStmt", (tree, text) => create(globalObject("extension", tree.extname, text), tree)),
  on("CreateCastStmt", ({ sourcetype, targettype }, text) => {
    const names = [sourcetype, targettype].map((type) => namesOf(type?.names).at(-1) ?? "");
    return create(globalObject("cast", names.join(" AS "), text));
  }),
  on("CreateStatsStmt", (tree, text) => {
    const names = namesOf(tree.defnames);
    const [relation] = tree.relations ?? [];
    const table = relation !== undefined && "RangeVar" in relation ? text.relation(relation.RangeVar) : null;
    const named = names.length === 0 ? { schema: table?.schema ?? null, name: null } : text.name(names);
    return create({ type: "statistics", table: table?.name ?? null, ...named }, tree);
  }),
  on("CreatePublicationStmt", (tree, text) => create(globalObject("publication", tree.pubname, text))),
  on("CreateSubscriptionStmt", (tree, text) => create(globalObject("subscription", tree.subname, text))),
  on("CreateRoleStmt", (tree, text) => create(globalObject("role", tree.role, text))),
  on("CreatedbStmt", (tree, text) => create(globalObject("database", tree.dbname, text))),
  on("CreateTableSpaceStmt", (tree, text) => create(globalObject("tablespace", tree.tablespacename, text))),
  on("CreateForeignServerStmt", (tree, text) => create(globalObject("server", tree.servername, text), tree)),
  on("CreateEventTrigStmt", (tree, text) => create(globalObject("event trigger", tree.trigname, text))),
  on("CreatePLangStmt", (tree, text) => create(globalObject("other", tree.plname, text), tree)),
  on("CreateFdwStmt", (tree, text) => create(globalObject("other", tree.fdwname, text))),
  on("CreateAmStmt", (tree, text) => create(globalObject("other", tree.amname, text))),
  on("CreateUserMappingStmt", (tree, text) => create(globalObject("other", tree.user?.rolename, text), tree)),
  on("CreateTransformStmt", (tree, text) => create(globalObject("other", tree.lang, text), tree)),
  on("CreateConversionStmt", (tree, text) => create(object("other", text.name(namesOf(tree.conversion_name))))),
  on("CreateOpClassStmt", (tree, text) => create(object("other", text.name(namesOf(tree.opclassname))))),
  on("CreateOpFamilyStmt", (tree, text) => create(object("other", text.name(namesOf(tree.opfamilyname))))),
];
