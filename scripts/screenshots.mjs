/** `npm run screenshots`: pictures of every page with the demo data; those of the README go into docs/images, all into .cache/screenshots. */
import { installBrowser } from "./browser.mjs";
import { prepareWithPackages, typeScript } from "./prepare.mjs";
import { node, tool } from "./steps.mjs";

prepareWithPackages();
const steps = [
  installBrowser,
  () => node([...typeScript("lib/cli/entry.ts"), "build"], { loud: true }),
  () => tool("@playwright/test/cli.js", ["test", "--config", "tests/e2e/screenshots.config.ts"], { loud: true }),
];
for (const step of steps) {
  const { ok, output } = await step();
  if (ok) continue;
  if (output !== "") process.stderr.write(`${output}\n`);
  process.exitCode = 1;
  break;
}
