/** `npm run test:nodes`. */

import { testNodes } from "./node-versions.mjs";
import { prepareWithPackages, typeScript } from "./prepare.mjs";
import { node, single, startSummary } from "./steps.mjs";

prepareWithPackages();
const summary = startSummary();
await summary.step(
  "画面の組み立て",
  single(() => node([...typeScript("lib/cli/entry.ts"), "build"])),
);
await testNodes(summary);
summary.finish();
