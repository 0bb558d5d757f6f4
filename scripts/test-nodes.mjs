/** `npm run test:nodes`. */

import { NODES, startSteps, unitSteps } from "./node-versions.mjs";
import { prepareWithPackages, typeScript } from "./prepare.mjs";
import { node, single, startSummary } from "./steps.mjs";

prepareWithPackages();
const summary = startSummary();
await summary.together(["画面の組み立て", single(() => node([...typeScript("lib/cli/entry.ts"), "build"]))], ...unitSteps(NODES));
await summary.together(...startSteps(NODES));
summary.finish();
