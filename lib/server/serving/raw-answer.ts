import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { ANSWER_HEADERS } from "@/lib/server/serving/answer-headers";

const WORDS: Readonly<Record<number, string>> = {
  400: "要求を読み取れませんでした。",
  403: "ここからは開けません。ポータルのアドレス（https）から開いてください。ポータルを動かしている人は、TRUSTED_PROXY に、前に置いたリバースプロキシのアドレスがあるか確かめてください。",
  405: "この方法では扱えません。",
  408: "要求が最後まで届きませんでした。もう一度試してください。",
  413: "大きすぎます。分けて送ってください。",
  417: "この求めには応じられません。",
  431: "要求の見出しが大きすぎます。アドレスを短くしてください。",
};

const wordsFor = (status: number): string => WORDS[status] ?? "";

/** Writes a response where Node provides no response object: invalid HTTP, or a tunnel. */
function writeRaw(socket: Duplex, status: number): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = wordsFor(status);
  const headers = { ...ANSWER_HEADERS, "content-type": "text/plain; charset=utf-8", "content-length": String(Buffer.byteLength(body)), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}

/** A plain text response for a request that is not passed on. */
export function writePlain(response: ServerResponse, status: number, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers }).end(wordsFor(status));
}

const STATUS_OF: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Replaces the responses that Node would send by itself, without a text and the common headers. */
export function answerForNode(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET") socket.destroy();
    else writeRaw(socket, STATUS_OF[error.code ?? ""] ?? 400);
  });
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => {
    socket.on("error", () => undefined);
    writeRaw(socket, 405);
  });
  server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(ANSWER_HEADERS)) response.setHeader(name, value);
    writePlain(response, 417, { connection: "close" });
  });
}
