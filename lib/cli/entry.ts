import { main } from "@/lib/cli/main";

/** A reader that has seen enough (`… | head`) is no failure. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

/** Called by the scripts; `npm run` has moved to the project, `INIT_CWD` is where the person stands. */
process.exitCode = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
  directory: process.env["INIT_CWD"] ?? process.cwd(),
  ownProcess: true,
});
