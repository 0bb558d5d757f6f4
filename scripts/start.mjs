import { prepare, runTypeScript } from "./prepare.mjs";

prepare();
await runTypeScript("lib/cli/entry.ts", ["start", ...process.argv.slice(2)]);
