import { format } from "node:util";
import { reportFailure } from "@/lib/server/log/failure";
import { type Level, report } from "@/lib/server/log/report";
import { scrubText } from "@/lib/server/log/scrub";
import { keepComplaint } from "@/lib/server/request/context";

const LEVELS = { error: "error", warn: "warn", info: "info", log: "info", debug: "info", trace: "info" } as const satisfies Record<string, Level>;

function takeWords(level: Level, words: readonly unknown[]): void {
  const error = words.find((word) => word instanceof Error);
  const text = scrubText(format(...words.filter((word) => word !== error).map((word) => (typeof word === "object" ? "…" : word))));
  const said = text === "" ? {} : { text };
  if (level !== "info" && keepComplaint(error ?? new Error(text))) return;
  if (error !== undefined && level === "error") reportFailure("error", error, said);
  else report(level, "console", error === undefined ? said : { ...said, error });
}

/** Turns everything that is written to a stream of the process into log lines, for warnings of Node and libraries. */
function takeStream(stream: NodeJS.WriteStream, level: Level): void {
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
    takeWords(level, [typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8")]);
    const done = rest.find((one) => typeof one === "function") as (() => void) | undefined;
    done?.();
    return true;
  };
}

/** Turns everything that the process prints into log lines; a crash of Node itself still prints directly. */
export function captureConsole(): void {
  for (const [name, level] of Object.entries(LEVELS)) {
    console[name as keyof typeof LEVELS] = (...words: unknown[]) => {
      takeWords(level, words);
    };
  }
  takeStream(process.stdout, "info");
  takeStream(process.stderr, "error");
}
