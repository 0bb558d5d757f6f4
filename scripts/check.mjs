/** `npm run check`: the quick ones. */
import { prepareWithPackages } from "./prepare.mjs";
import { format, lint, single, startSummary, tool, typecheck } from "./steps.mjs";

prepareWithPackages();
const summary = startSummary();
await summary.step("型", single(typecheck));
await summary.step("書式", single(format));
await summary.step("lint", single(lint));
await summary.step(
  "使われていないコード",
  single(() => tool("knip/bin/knip.js", ["--no-progress"])),
);
await summary.step(
  "単体テスト",
  single(() => tool("vitest/vitest.mjs", ["run", "--project", "unit", "--reporter", "dot"])),
);
summary.finish();
