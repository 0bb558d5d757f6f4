import { prepareWithPackages, runTypeScript } from "./prepare.mjs";

prepareWithPackages();
await runTypeScript("tests/bench/main.ts", process.argv.slice(2));
