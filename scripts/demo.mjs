import { prepare, runTypeScript } from "./prepare.mjs";

prepare();
await runTypeScript("lib/cli/entry.ts", ["demo", ...process.argv.slice(2)]);
