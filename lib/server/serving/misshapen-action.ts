import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestContext } from "@/lib/server/request/context";

const WORDS = "送られた内容を読み取れませんでした。画面を開き直して、もう一度操作してください。";

/** Whether Next treats the request as a server action: called by a page's script, or sent as a form without it. */
export const asksAction = ({ method, headers }: IncomingMessage): boolean =>
  method === "POST" && (headers["next-action"] !== undefined || /^multipart\/form-data/i.test(headers["content-type"] ?? ""));

/** The status that replaces Next's; null if its response stays. */
function blamed(status: number, contentType: unknown): number | null {
  if (status === 500) return 400;
  // For an unknown action, Next sends its own text in English.
  return (status === 400 || status === 404 || status === 409) && contentType === "text/plain" ? status : null;
}

/**
 * Next answers an unreadable server action with 500, as if the portal had failed. Until the action has read its arguments
 * (`lib/server/use-cases/server-action.ts`), such a failure is the sender's: it becomes a 400 with a message that the page
 * can show.
 */
export function blameSender(response: ServerResponse, context: RequestContext): void {
  const { writeHead, write, end } = response;
  let replaced = false;
  const decide = (status: number): boolean => {
    if (replaced || response.headersSent || context.actionBegan) return replaced;
    const instead = blamed(status, response.getHeader("content-type"));
    if (instead === null) return false;
    replaced = true;
    for (const name of ["content-encoding", "content-length", "etag", "vary"]) response.removeHeader(name);
    response.setHeader("content-type", "text/plain"); // the page's script only shows the message of a plain text
    response.setHeader("cache-control", "no-store");
    // The unread rest of the body would precede the next request on this connection.
    if (!response.req.complete) response.setHeader("connection", "close");
    // Next continues as if it were responding and may set its status again.
    Object.defineProperty(response, "statusCode", { get: () => instead, set: () => {} });
    return true;
  };
  response.writeHead = ((status: number, ...rest: []) =>
    decide(status) ? writeHead.call(response, response.statusCode) : writeHead.call(response, status, ...rest)) as typeof writeHead;
  response.write = ((...chunk: Parameters<typeof write>) => decide(response.statusCode) || write.apply(response, chunk)) as typeof write;
  response.end = ((...chunk: Parameters<typeof end>) =>
    decide(response.statusCode) ? end.call(response, WORDS, "utf8") : end.apply(response, chunk)) as typeof end;
}
