import { prepare, runTypeScript } from "./prepare.mjs";

prepare();
await runTypeScript("tests/bench/main.ts", process.argv.slice(2));
