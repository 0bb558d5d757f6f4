/** `npm run check`: the fast checks. */
import { prepareWithPackages } from "./prepare.mjs";
import { format, single, startSummary, tool, typesAndLint } from "./steps.mjs";

prepareWithPackages();
const summary = startSummary();
await summary.together(
  ["型と lint", typesAndLint],
  ["書式", single(format)],
  ["使われていないコード", single(() => tool("knip/bin/knip.js", ["--no-progress"]))],
  ["単体テスト", single(() => tool("vitest/vitest.mjs", ["run", "--project", "unit*", "--reporter", "dot"]))],
);
summary.finish();
