import { prepare, runTypeScript } from "./prepare.mjs";

prepare();
await runTypeScript("lib/cli/entry.ts", process.argv.slice(2));
