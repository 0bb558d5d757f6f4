import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { expect, it } from "vitest";
import { pause } from "@/lib/runtime/process-identity";

/** Longer than a process needs to receive a signal: two at the same moment would be merged. */
const APART = 200;

/** A request whose first half has reached the server, and its response after the second half. */
function halfSent(port: string): { begun: Promise<unknown>; end: () => Promise<string> } {
  const sending = request({ port, host: "127.0.0.1", method: "POST", headers: { "content-length": 4, expect: "100-continue" } });
  const outcome = new Promise<string>((resolve) => {
    sending.once("error", (error) => {
      resolve(`lost: ${error.message}`);
    });
    sending.once("response", (response) =>
      response.on("data", (chunk: Buffer) => {
        resolve(`${String(response.statusCode)} ${chunk.toString()}`);
      }),
    );
  });
  sending.write("ab");
  return {
    begun: once(sending, "continue"),
    end: () => {
      sending.end("cd");
      return outcome;
    },
  };
}

it.each<[string, readonly NodeJS.Signals[]]>([
  ["once", ["SIGTERM"]],
  ["twice, by the service manager and by the portal", ["SIGTERM", "SIGTERM"]],
  ["by the service manager, then at the terminal", ["SIGTERM", "SIGINT"]],
  ["at the terminal, then by the portal", ["SIGINT", "SIGTERM"]],
  ["by somebody who presses Ctrl-C again and again", ["SIGINT", "SIGINT", "SIGINT"]],
])("M4 a server told to stop %s finishes running requests, then ends", async (_case, signals) => {
  const child = spawn(process.execPath, ["tests/support/winding-server.mjs"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  try {
    const [said] = (await once(child.stdout, "data")) as [Buffer];
    const { begun, end } = halfSent(said.toString().trim());
    await begun;
    for (const signal of signals) {
      child.kill(signal);
      await pause(APART);
    }
    expect(await end()).toBe("200 saved");
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
  }
});
