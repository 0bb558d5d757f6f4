import { connect } from "node:net";
import type { Portal } from "@/tests/support/portal-server";

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Sends the bytes unchanged, which no HTTP library would do, and reads until the server closes the connection. */
export const rawRequest = ({ url }: Pick<Portal, "url">, text: string): Promise<RawAnswer> =>
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
