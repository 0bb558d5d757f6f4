import { main } from "@/lib/cli/main";

/** A reader that closes early (`… | head`) is no failure. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

/** The scripts' entry point. `npm run` changes to the project folder; `INIT_CWD` is the folder of the person. */
process.exitCode = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
  directory: process.env["INIT_CWD"] ?? process.cwd(),
  ownProcess: true,
});
