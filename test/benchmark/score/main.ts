import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withPart } from "../../../scripts/generation/generated-parts.ts";
import { benchmarkFolder, readLabels } from "../labels.ts";
import { ourRemarks } from "./our-remarks.ts";
import { report } from "./report.ts";
import { squawkRemarks, squawkVersion } from "./squawk-remarks.ts";

const labels = readLabels();
const score = report(labels, ourRemarks(labels), await squawkRemarks(labels), squawkVersion);
const readme = join(benchmarkFolder, "README.md");
writeFileSync(readme, withPart(readFileSync(readme, "utf8"), "score", score));
console.log(score);
