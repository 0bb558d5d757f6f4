import { AsyncLocalStorage } from "node:async_hooks";
import { outagePage } from "./outage-page.mjs";

/** On the global object: `outage-mark.ts` is part of the build, this file is not. */
const requests = (globalThis.portalOutages ??= new AsyncLocalStorage());

/** Seconds after which a retry makes sense. */
const RETRY_AFTER = "2";

const callbackOf = (given) => given.find((one) => typeof one === "function");

/**
 * Next answers 500 to any failure while it renders a page or runs an action, and 200 if it failed after its first bytes. For
 * an outage of the database (noted by `outage-mark.ts`), the response becomes 503 with `retry-after`, and a page that needs
 * no script.
 */
export const withOutageStatus = (answer) => (request, response) => {
  const mark = { outage: false, diskFull: false };
  const { writeHead, write, end } = response;
  let page = null;
  response.writeHead = (status, ...rest) => {
    if (!mark.outage || (status !== 500 && status !== 200)) return writeHead.call(response, status, ...rest);
    response.setHeader("retry-after", RETRY_AFTER);
    response.setHeader("cache-control", "no-store");
    if (status === 500 && String(response.getHeader("content-type")).startsWith("text/html")) {
      page = outagePage(mark.diskFull, String(response.getHeader("content-security-policy")));
      for (const name of ["content-encoding", "content-length", "etag"]) response.removeHeader(name);
    }
    return writeHead.call(response, 503, ...rest);
  };
  const begin = () => {
    if (!response.headersSent) response.writeHead(response.statusCode);
  };
  response.write = (...given) => {
    begin();
    if (page === null) return write.apply(response, given);
    callbackOf(given)?.();
    return true;
  };
  response.end = (...given) => {
    // Otherwise the compressor begins the response, which may then know how long it is.
    if (mark.outage) begin();
    if (page === null) return end.apply(response, given);
    return end.call(response, page, callbackOf(given));
  };
  return requests.run(mark, () => answer(request, response));
};
