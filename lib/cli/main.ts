import "@/lib/http/japanese-messages";
import { EXIT_FAILED, EXIT_MISUSED, EXIT_OK, type CommandIo } from "@/lib/cli/command";
import { COMMANDS } from "@/lib/cli/commands";

const HELP = /^(--help|-h|help)$/;

function help(): string {
  const names = Object.entries(COMMANDS).map(([name, { usage, summary }]) => ({ call: `${name} ${usage}`.trim(), summary }));
  const width = Math.max(...names.map(({ call }) => call.length));
  const lines = names.map(({ call, summary }) => `  ${call.padEnd(width)}  ${summary}`);
  return `使い方: npm run -s portal -- コマンド\n\n${lines.join("\n")}`;
}

/** What PostgreSQL answers where a schema, table or column is not there yet. */
const NOT_MIGRATED = new Set(["3F000", "42P01", "42703", "42883"]);

/** What went wrong, for the terminal. */
function messageOf(error: Error): string {
  const { code } = error as { code?: unknown };
  if (typeof code !== "string" || !NOT_MIGRATED.has(code)) return error.message;
  return "データベースがまだ移行されていません。npm run -s portal -- migrate を実行してから、もう一度試してください。";
}

/** Runs what the arguments name; gives the exit code. What goes wrong is one message; `PORTAL_DEBUG` shows the stack too. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const [first = "--help", second = ""] = args;
  const name = [`${first} ${second}`, first].find((candidate) => Object.hasOwn(COMMANDS, candidate));
  const command = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || command === undefined) {
    if (HELP.test(first)) {
      io.out(help());
      return EXIT_OK;
    }
    io.error(`「${args.join(" ")}」というコマンドはありません。\n\n${help()}`);
    return EXIT_MISUSED;
  }
  const rest = args.slice(name.split(" ").length);
  if (rest.some((arg) => HELP.test(arg))) {
    io.out(`使い方: npm run -s portal -- ${`${name} ${command.usage}`.trim()}\n\n${command.summary}`);
    return EXIT_OK;
  }
  try {
    return await (await command.load())(rest, io);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    io.error(process.env["PORTAL_DEBUG"] === undefined ? messageOf(error) : (error.stack ?? error.message));
    return EXIT_FAILED;
  }
}
