/**
 * Starts the portal without a network beyond the machine's own (`unshare --net --mount node without-network.mjs`) and prints,
 * as JSON, the response of its sign-in page and the names that were looked up: this process is the only name server.
 */
import { execFileSync, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const NAME_SERVER_PORT = 53;
const HEADER = 12;
const PATIENCE = 300_000;
const { PORT = "" } = process.env;
/** Outside of the portal's data directory, which must not contain foreign files. */
const resolverPlace = mkdtempSync(path.join(tmpdir(), "kijun-resolver-"));

/** Makes the returned socket the name server of everything in this namespace; adds each requested name to `asked`. */
async function standInForNames(asked) {
  execFileSync("ip", ["link", "set", "lo", "up"]);
  const resolver = path.join(resolverPlace, "resolv.conf");
  writeFileSync(resolver, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
  execFileSync("mount", ["--bind", resolver, "/etc/resolv.conf"]);
  const socket = createSocket("udp4", (message) =>
    asked.push(
      message
        .subarray(HEADER)
        .toString("latin1")
        .replaceAll(/[^\w-]+/g, "."),
    ),
  );
  socket.bind(NAME_SERVER_PORT, "127.0.0.1");
  await once(socket, "listening");
  return socket;
}

const asked = [];
const names = await standInForNames(asked);
const portal = spawn(process.execPath, ["scripts/start.mjs"], { stdio: ["ignore", "pipe", "pipe"] });
let said = "";
const started = new Promise((resolve) => {
  for (const stream of [portal.stdout, portal.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk;
      if (said.includes("ポータルを起動しました")) resolve(true);
    });
  }
  setTimeout(() => resolve(false), PATIENCE).unref();
});
const ended = once(portal, "close");
const up = await Promise.race([started, ended.then(() => false)]);
const status = up ? (await fetch(`http://127.0.0.1:${PORT}/login`)).status : null;
portal.kill("SIGTERM");
await ended;
names.close();
rmSync(resolverPlace, { recursive: true, force: true });
process.stdout.write(JSON.stringify({ status, asked, said }));
