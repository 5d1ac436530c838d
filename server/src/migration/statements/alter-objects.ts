import type { AlterDomainStmt } from "@pgsql/types";
import type { DatabaseObject } from "../database-object.ts";
import type { OperationContent } from "../operation.ts";
import { alter } from "./alter-table.ts";
import { readConstraint } from "./constraint-definition.ts";
import { namesOf } from "./node-text.ts";
import { globalObject, namedObject, object, objectType, partOf } from "./object-names.ts";
import { on, type StatementKind } from "./statement-kinds.ts";
import type { StatementText } from "./statement-text.ts";

function changed(altered: DatabaseObject, command: string): OperationContent {
  return alter(altered, { kind: "other", command });
}

export const objectAlterations: readonly StatementKind[] = [
  on("AlterObjectSchemaStmt", (tree, text) => {
    const schema = text.operand(tree.newschema ?? "");
    const moved =
      tree.relation !== undefined || tree.object === undefined
        ? object(objectType(tree.objectType), text.relation(tree.relation))
        : namedObject(tree.objectType, tree.object, text);
    return alter(moved, { kind: "schema", schema }, tree.missing_ok === true);
  }),
  on("AlterDomainStmt", alterDomain),
  on("AlterOwnerStmt", (tree, text) =>
    changed(
      tree.object === undefined
        ? object(objectType(tree.objectType), text.relation(tree.relation))
        : namedObject(tree.objectType, tree.object, text),
      "OWNER TO",
    ),
  ),
  on("AlterObjectDependsStmt", (tree, text) =>
    changed(
      tree.object === undefined
        ? object(objectType(tree.objectType), text.relation(tree.relation))
        : namedObject(tree.objectType, tree.object, text),
      tree.remove === true ? "NO DEPENDS ON EXTENSION" : "DEPENDS ON EXTENSION",
    ),
  ),
  on("AlterSeqStmt", (tree, text) =>
    alter(
      object("sequence", text.relation(tree.sequence)),
      { kind: "other", command: optionWords(tree.options) },
      tree.missing_ok === true,
    ),
  ),
  on("AlterFunctionStmt", (tree, text) =>
    changed(object(objectType(tree.objtype), text.name(namesOf(tree.func?.objname))), optionWords(tree.actions)),
  ),
  on("AlterTypeStmt", (tree, text) => changed(object("type", text.name(namesOf(tree.typeName))), "SET")),
  on("AlterPolicyStmt", (tree, text) =>
    changed(partOf(text.relation(tree.table), "policy", text.operand(tree.policy_name ?? "")), "USING"),
  ),
  on("AlterStatsStmt", (tree, text) =>
    changed(object("statistics", text.name(namesOf(tree.defnames))), "SET STATISTICS"),
  ),
  on("AlterExtensionStmt", (tree, text) => changed(globalObject("extension", tree.extname, text), "UPDATE")),
  on("AlterExtensionContentsStmt", (tree, text) =>
    changed(globalObject("extension", tree.extname, text), (tree.action ?? 0) > 0 ? "ADD" : "DROP"),
  ),
  on("AlterPublicationStmt", (tree, text) =>
    changed(globalObject("publication", tree.pubname, text), publicationWords[tree.action ?? ""] ?? "SET"),
  ),
  on("AlterSubscriptionStmt", (tree, text) =>
    changed(
      globalObject("subscription", tree.subname, text),
      (tree.kind ?? "").replace("ALTER_SUBSCRIPTION_", "").replaceAll("_", " "),
    ),
  ),
  on("AlterEventTrigStmt", (tree, text) =>
    changed(globalObject("event trigger", tree.trigname, text), tree.tgenabled === "D" ? "DISABLE" : "ENABLE"),
  ),
  on("AlterRoleStmt", (tree, text) => changed(globalObject("role", tree.role?.rolename, text), "WITH")),
  on("AlterRoleSetStmt", (tree, text) => changed(globalObject("role", tree.role?.rolename, text), "SET")),
  on("AlterDatabaseStmt", (tree, text) => changed(globalObject("database", tree.dbname, text), "WITH")),
  on("AlterDatabaseSetStmt", (tree, text) => changed(globalObject("database", tree.dbname, text), "SET")),
  on("AlterForeignServerStmt", (tree, text) => changed(globalObject("server", tree.servername, text), "OPTIONS")),
  on("AlterTableSpaceOptionsStmt", (tree, text) =>
    changed(globalObject("tablespace", tree.tablespacename, text), "SET"),
  ),
];

const publicationWords: Readonly<Record<string, string>> = { AP_AddObjects: "ADD", AP_DropObjects: "DROP" };

function alterDomain(tree: AlterDomainStmt, text: StatementText): OperationContent {
  const { subtype, def, name, behavior, missing_ok } = tree;
  const domain = text.name(namesOf(tree.typeName));
  const whole = object("domain", domain);
  const constraint = partOf(domain, "constraint", name === undefined ? null : text.operand(name));
  if (subtype === "N" || subtype === "O") return alter(whole, { kind: "nullable", nullable: subtype === "N" });
  if (subtype === "V") return alter(constraint, { kind: "validate" });
  if (subtype === "X") {
    const cascade = behavior === "DROP_CASCADE";
    return { kind: "drop", object: constraint, ifExists: missing_ok === true, cascade, concurrently: false };
  }
  const added = def !== undefined && "Constraint" in def ? def.Constraint : undefined;
  const definition = added === undefined ? null : readConstraint(added, null, text);
  if (definition !== null) {
    const created = partOf(domain, "constraint", definition.name);
    return { kind: "create", object: created, ifNotExists: false, orReplace: false, definition };
  }
  if (subtype === "C") return alter(whole, { kind: "nullable", nullable: false });
  return alter(whole, { kind: "default", default: def === undefined ? null : text.expression(def) });
}

/** What the first of some options is called: `OWNED BY`. */
function optionWords(options: Parameters<typeof namesOf>[0]): string {
  const [option] = options !== undefined && "length" in options ? options : [];
  const name = option !== undefined && "DefElem" in option ? option.DefElem.defname : undefined;
  return (name ?? "").replaceAll("_", " ").toUpperCase();
}
