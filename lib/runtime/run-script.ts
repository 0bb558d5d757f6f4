import { spawn } from "node:child_process";

interface ScriptOptions {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: AbortSignal | undefined;
}

/** Runs node with these arguments until it exits; `stop` ends it with all its child processes. Returns the exit code and the output. */
export function runScript(
  args: readonly string[],
  { directory, environment, stop }: ScriptOptions,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // its own process group, so that it can be ended as a whole
  });
  const end = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  };
  if (stop?.aborted === true) end();
  stop?.addEventListener("abort", end);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code) => {
      stop?.removeEventListener("abort", end);
      resolve({ code, output: output.trim() });
    });
  });
}
