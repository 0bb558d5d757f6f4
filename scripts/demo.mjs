import { prepareWithPackages, runTypeScript } from "./prepare.mjs";

prepareWithPackages();
await runTypeScript("lib/cli/entry.ts", ["demo", ...process.argv.slice(2)]);
