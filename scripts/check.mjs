/** `npm run check`: the fast checks. */
import { prepareWithPackages } from "./prepare.mjs";
import { format, lint, single, startSummary, tool, types, unused, withoutTests } from "./steps.mjs";

/** Try every case there is, or many by chance: a quarter of the time. `npm test` runs them. */
const THOROUGH = "**/*.thorough.test.ts";

prepareWithPackages();
const summary = startSummary();
await summary.together(
  ["型", single(types)],
  ["lint", single(lint)],
  ["書式", single(format)],
  ["使われていないコード", single(unused)],
  ["単体テスト", single(() => tool("vitest/vitest.mjs", ["run", "--project", "unit*", "--reporter", "dot"], { env: withoutTests(THOROUGH) }))],
);
summary.finish();
