import { existsSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { parseArgs } from "node:util";
import next from "next";
import sirv from "sirv";
import { withOutageStatus } from "./outage-status.mjs";
import { windDownOnSignal } from "./wind-down.mjs";

/**
 * Serves the built portal: `serve.mjs -H HOST -p PORT`, in the directory that holds `.next`.
 *
 * Next's own server would do but for one thing: it compresses scripts anew at each request, and with gzip only. Here they
 * come as the build compressed them (`lib/runtime/precompress.ts`), a sixth smaller.
 */
const { values } = parseArgs({ options: { host: { type: "string", short: "H" }, port: { type: "string", short: "p" } } });
const { host = "127.0.0.1", port = "3000" } = values;

const STATIC = path.join(".next", "static");
const files = sirv(STATIC, {
  brotli: true,
  gzip: true,
  etag: true,
  setHeaders: (response) => {
    // Their names carry a hash of their content.
    response.setHeader("cache-control", "public, max-age=31536000, immutable");
  },
});
const PREFIX = "/_next/static/";

// Node would refuse a request without a host by itself, without the headers of every other answer.
const server = createServer({ requireHostHeader: false });
// Next listens for upgrades (web sockets) on the server that it is given, and leaves them without an answer: not on this one.
const app = next({ dev: false, hostname: host, port: Number(port), httpServer: createServer() });
await app.prepare();
const answer = withOutageStatus(app.getRequestHandler());
// Next would load it with the first request; here it is needed before that. The module must not be loaded before Next is.
const { ensureInstrumentationRegistered } = await import("next/dist/server/lib/router-utils/instrumentation-globals.external.js");
await ensureInstrumentationRegistered(process.cwd(), ".next");
/** What every request passes first, as `instrumentation.ts` made it. */
const { front, begin } = /** @type {{ portalServing: { front: import("./front.ts").Front, begin: () => void } }} */ (/** @type {unknown} */ (globalThis))
  .portalServing;
front.attach(server);

/** Next fails on an address that it cannot decode. Such percent signs are taken as they are: what is asked for is not there. */
function decodable(url) {
  const [address = "", ...query] = url.split("?");
  try {
    decodeURIComponent(address);
    return url;
  } catch {
    return [address.replaceAll("%", "%25"), ...query].join("?");
  }
}

/** What was there at the start may be gone since, which sirv would wait for without end. */
const isThere = (url) => existsSync(path.join(STATIC, decodeURIComponent(url.slice(PREFIX.length).split("?")[0] ?? "")));

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const own = new URL(process.env["PORTAL_URL"] ?? `http://${host}:${port}`);

/**
 * Whether a page is asked for by another name of this machine (`localhost` for `127.0.0.1`): what is sent from there would
 * count as another site's. Next would make an address of its own of a redirect to the right name, so it is not left to it.
 */
function hasOtherName({ method, headers }) {
  const asked = `http://${headers.host ?? ""}`;
  if (method !== "GET" || !URL.canParse(asked)) return false;
  const { hostname, port: askedPort } = new URL(asked);
  return hostname !== own.hostname && LOOPBACK.has(hostname) && LOOPBACK.has(own.hostname) && askedPort === own.port;
}

function serve(request, response) {
  const url = decodable(request.url ?? "/");
  request.url = url;
  if (hasOtherName(request)) {
    response.writeHead(307, { location: `${own.origin}${url.startsWith("/") ? url : "/"}` }).end();
    return;
  }
  const respond = () =>
    void answer(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  if (!url.startsWith(PREFIX) || !isThere(url)) {
    respond();
    return;
  }
  delete request.headers.range; // Nobody reads a part of a script, and sirv fails on ranges that end before they begin.
  request.url = url.slice(PREFIX.length - 1);
  files(request, response, () => {
    request.url = url;
    respond();
  });
}

server.on("request", (request, response) => front.receive(request, response, () => serve(request, response)));

windDownOnSignal(server, () => void app.close().finally(() => process.exit(0)));

server.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen(Number(port), host, begin);
