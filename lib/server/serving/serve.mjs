import { existsSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { parseArgs } from "node:util";
import { constants } from "node:zlib";
import compression from "compression";
import next from "next";
import { renderToStaticMarkup } from "react-dom/server";
import sirv from "sirv";
import { withOutageStatus } from "./outage-status.mjs";
import { windDownOnSignal } from "./wind-down.mjs";

/**
 * Serves the built portal: `serve.mjs -H HOST -p PORT`, in the directory that holds `.next`.
 *
 * Next's own server would do but for its compression, which is gzip only and compresses scripts again for each request. Here
 * scripts are sent as the build compressed them (`lib/runtime/precompress.ts`), and pages with a fast Brotli.
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

/** Of `lib/server/http/json-response.ts`. */
const BODY_LENGTH = "x-body-length";
/** Bytes; a shorter response is sent as it is. */
const THRESHOLD = 1024;

/**
 * Compresses pages and API responses. Brotli at this quality and window (256 KB, more than a page has) takes half the time of gzip's
 * default and makes pages a tenth smaller; with its default window of 4 MB each response would first touch that much memory.
 */
const compress = compression({
  filter: (request, response) => {
    const length = response.getHeader(BODY_LENGTH);
    response.removeHeader(BODY_LENGTH);
    // For a compressed response it is not known, for its HEAD neither.
    if (Number(length) < THRESHOLD) response.setHeader("content-length", length);
    return compression.filter(request, response);
  },
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_LGWIN]: 18 } },
  level: 4,
  threshold: THRESHOLD,
});

// For `components/unhydrated/kept-markup.tsx`. Next lets no page import the renderer.
(globalThis.portalOnce ??= new Map()).set("markup renderer", { write: renderToStaticMarkup });

// Node would refuse a request without a host by itself, without the common headers.
const server = createServer({ requireHostHeader: false });
// Next listens for upgrades (web sockets) on the server that it is given and leaves them without a response, so it gets another server.
const app = next({ dev: false, hostname: host, port: Number(port), httpServer: createServer() });
await app.prepare();
const answer = withOutageStatus(app.getRequestHandler());
// Next would load it with the first request, but it is needed before that. The module must not be loaded before Next.
const { ensureInstrumentationRegistered } = await import("next/dist/server/lib/router-utils/instrumentation-globals.external.js");
await ensureInstrumentationRegistered(process.cwd(), ".next");
/** The front, as `instrumentation.ts` created it. */
const { front, begin } = /** @type {{ portalServing: { front: import("./front.ts").Front, begin: () => void } }} */ (/** @type {unknown} */ (globalThis))
  .portalServing;
front.attach(server);

/** Next fails on an address that it cannot decode. Escape its percent signs, so that it becomes a path that does not exist. */
function decodable(url) {
  const [address = "", ...query] = url.split("?");
  try {
    decodeURIComponent(address);
    return url;
  } catch {
    return [address.replaceAll("%", "%25"), ...query].join("?");
  }
}

/** Files can disappear after the start, and sirv would wait for a missing one forever. */
const isThere = (url) => existsSync(path.join(STATIC, decodeURIComponent(url.slice(PREFIX.length).split("?")[0] ?? "")));

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const own = new URL(process.env["PORTAL_URL"] ?? `http://${host}:${port}`);

/**
 * Whether a page is requested under another name of this machine (`localhost` for `127.0.0.1`), whose forms would count as
 * another site's. Handled here, because Next would rewrite the address of a redirect to the right name.
 */
function hasOtherName({ method, headers }) {
  const asked = `http://${headers.host ?? ""}`;
  if (method !== "GET" || !URL.canParse(asked)) return false;
  const { hostname, port: askedPort } = new URL(asked);
  return hostname !== own.hostname && LOOPBACK.has(hostname) && LOOPBACK.has(own.hostname) && askedPort === own.port;
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** The address of a page with its ids in small letters, so that a page never meets two forms of one id. */
const withOneForm = (url) => url.replaceAll(ID, (id) => id.toLowerCase());

function serve(request, response) {
  const url = decodable(request.url ?? "/");
  request.url = url;
  if (request.method === "GET" && /^\/(?!\/|api\/)/.test(url) && withOneForm(url) !== url) {
    response.writeHead(307, { location: withOneForm(url) }).end();
    return;
  }
  if (hasOtherName(request)) {
    response.writeHead(307, { location: `${own.origin}${url.startsWith("/") ? url : "/"}` }).end();
    return;
  }
  const respond = () =>
    compress(request, response, () => {
      void answer(request, response).catch((error) => {
        console.error(error);
        if (!response.headersSent) response.statusCode = 500;
        response.end();
      });
    });
  if (!url.startsWith(PREFIX) || !isThere(url)) {
    respond();
    return;
  }
  delete request.headers.range; // No client reads parts of a script, and sirv fails on ranges that end before they begin.
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
