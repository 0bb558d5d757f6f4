/**
 * `npm run screenshots`: pictures of every page with the demo data; those of the README go into docs/images, all into .cache/screenshots.
 * `npm run walk`: the jobs of each role by the pages alone, with the clicks and seconds that they take, and pictures in .cache/walk.
 */
import { installBrowser } from "./browser.mjs";
import { prepareWithPackages, typeScript } from "./prepare.mjs";
import { node, tool } from "./steps.mjs";

prepareWithPackages();
const [, , what = "screenshots"] = process.argv;
const steps = [
  installBrowser,
  () => node([...typeScript("lib/cli/entry.ts"), "build"], { loud: true }),
  () => tool("@playwright/test/cli.js", ["test", "--config", `tests/e2e/${what}.config.ts`], { loud: true }),
];
for (const step of steps) {
  const { ok, output } = await step();
  if (ok) continue;
  if (output !== "") process.stderr.write(`${output}\n`);
  process.exitCode = 1;
  break;
}
