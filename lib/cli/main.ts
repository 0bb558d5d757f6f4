import "@/lib/validation/japanese-messages";
import { type CommandIo, EXIT_FAILED, EXIT_MISUSED, EXIT_OK } from "@/lib/cli/command";
import { COMMANDS } from "@/lib/cli/commands";
import { inWords, withoutPasswords } from "@/lib/runtime/in-words";

const HELP = /^(--help|-h|help)$/;

function help(): string {
  const names = Object.entries(COMMANDS).map(([name, { usage, summary }]) => ({ call: `${name} ${usage}`.trim(), summary }));
  const width = Math.max(...names.map(({ call }) => call.length));
  const lines = names.map(({ call, summary }) => `  ${call.padEnd(width)}  ${summary}`);
  return `使い方: npm run -s portal -- コマンド\n\n${lines.join("\n")}`;
}

/** Runs the command that the arguments name; returns the exit code. An error becomes one message; `PORTAL_DEBUG` adds the stack. */
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
    const { message } = inWords(error);
    io.error(process.env["PORTAL_DEBUG"] === undefined ? message : withoutPasswords(error.stack ?? message));
    return EXIT_FAILED;
  }
}
