import { checklist } from "./scenes/checklist.mjs";
import { fixing } from "./scenes/fixing.mjs";
import { reading } from "./scenes/reading.mjs";
import { restricted } from "./scenes/restricted.mjs";
import { revisions } from "./scenes/revisions.mjs";
import { starting } from "./scenes/starting.mjs";

/** What people do in VS Code's page, each in a VS Code of its own. @type {Record<string, import("./act.mjs").Scene>} */
export const scenes = { checklist, fixing, reading, restricted, revisions, starting };
