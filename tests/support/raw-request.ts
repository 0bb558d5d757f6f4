import { connect } from "node:net";
import { expectAsDocumented } from "@/tests/support/contract";
import type { Portal } from "@/tests/support/portal-server";

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const send = ({ url }: Pick<Portal, "url">, text: string): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    const parts: Buffer[] = [];
    socket.on("data", (part: Buffer) => parts.push(part));
    socket.on("error", reject);
    socket.on("close", () => {
      const [head = "", ...body] = Buffer.concat(parts).toString("utf8").split("\r\n\r\n");
      const [first = "", ...lines] = head.split("\r\n");
      const headers = new Headers(lines.map((line): [string, string] => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
      resolve({ status: Number(first.split(" ")[1]), headers, body: body.join("\r\n\r\n") });
    });
  });

/** The body of an answer that came in chunks, which each say their length before. */
const joined = ({ headers, body }: RawAnswer): string =>
  headers.get("transfer-encoding") === "chunked" ? body.replaceAll(/(?:^|\r\n)[\da-f]+\r\n/gi, "").replace(/\r\n$/, "") : body;

/**
 * Sends the bytes as they are written, which no HTTP library would send, and reads until the server closes. What the API answers
 * is held to its document, as for `call`.
 */
export async function rawRequest(portal: Pick<Portal, "url">, text: string): Promise<RawAnswer> {
  const answer = await send(portal, text);
  const [, method = "", path] = /^(\w+) \/api\/v1(\/[^ ]*) /.exec(text) ?? [];
  const { status, headers } = answer;
  if (path !== undefined) await expectAsDocumented(portal, method, path, { status, contentType: headers.get("content-type") ?? "", text: joined(answer) });
  return answer;
}

/** A request that closes the connection, with the portal's own host; `more` are further header lines. */
export const requestText = ({ url }: Pick<Portal, "url">, method: string, path: string, more: readonly string[] = [], body = ""): string =>
  [
    `${method} ${path} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    "Connection: close",
    ...more,
    ...(body === "" ? [] : [`Content-Length: ${String(Buffer.byteLength(body))}`]),
    "",
    body,
  ].join("\r\n");
