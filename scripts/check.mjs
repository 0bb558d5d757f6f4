/** `npm run check`: the fast checks. */
import { prepareWithPackages } from "./prepare.mjs";
import { format, lint, single, startSummary, tool, types, unused } from "./steps.mjs";

prepareWithPackages();
const summary = startSummary();
await summary.together(
  ["型", single(types)],
  ["lint", single(lint)],
  ["書式", single(format)],
  ["使われていないコード", single(unused)],
  ["単体テスト", single(() => tool("vitest/vitest.mjs", ["run", "--project", "unit*", "--reporter", "dot"]))],
);
summary.finish();
