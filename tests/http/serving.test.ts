import { readdirSync } from "node:fs";
import { get } from "node:http";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, type Problem } from "@/tests/support/api";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";

let ground: HttpGround;
beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(async () => {
  expect(ground.portal.written(), "the portal wrote no error").not.toMatch(/Error:|unhandled/i);
  await ground.close();
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Sent as it is written: fetch would mend the path and unpack the answer. */
const fetchRaw = (address: string, headers: Record<string, string> = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    get(ground.portal.url, { path: address, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    }).on("error", reject);
  });

describe("a script of the built pages", () => {
  const script = (): string => {
    const name = readdirSync(path.join(".next", "static", "chunks")).find((file) => file.endsWith(".js"));
    return `/_next/static/chunks/${name ?? "none"}`;
  };

  it.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
  ] as const)("comes compressed as the build left it (%s), to be kept for good", async (encoding, unpack) => {
    const plain = await fetchRaw(script());
    const packed = await fetchRaw(script(), { "accept-encoding": encoding });
    expect([plain.status, packed.status]).toEqual([200, 200]);
    expect(packed.headers).toMatchObject({
      "content-encoding": encoding,
      "content-type": "text/javascript",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      vary: "Accept-Encoding",
    });
    expect(packed.body.length).toBeLessThan(plain.body.length);
    expect(unpack(packed.body)).toEqual(plain.body);
    expect((await fetchRaw(script(), { "if-none-match": String(plain.headers.etag) })).status).toBe(304);
  });

  it.each(["bytes=5-2", "bytes=-100", "bytes=0-0", "bytes=x"])("comes whole, whatever part is asked for (%s)", async (range) => {
    const [whole, part] = [await fetchRaw(script()), await fetchRaw(script(), { range })];
    expect([part.status, part.body.equals(whole.body)]).toEqual([200, true]);
  });

  it.each(["/_next/static/%FF", "/_next/static/chunks/none.js", "/_next/static/..%2f..%2fpackage.json", "/_next/static/chunks/../../BUILD_ID"])(
    "nothing else is served: %s",
    async (address) => {
      expect((await fetchRaw(address)).status).toBe(404);
    },
  );
});

describe("an address whose percent signs mean nothing", () => {
  it.each(["/guidelines/%FF", "/guidelines/100%", "/sheets/%E3%81", "/%C0%AF"])("is not found, as any other that is not there: %s", async (address) => {
    const reply = await fetchRaw(`/api/v1${address}`, { authorization: `Bearer ${ground.own.people.ciso.token}` });
    const missing = await call(ground.portal, "GET", "/guidelines/none", { token: ground.own.people.ciso.token });
    expect([reply.status, reply.headers["content-type"]]).toEqual([404, missing.contentType]);
    const { detail, code } = JSON.parse(reply.body.toString()) as Problem;
    expect({ detail, code }).toEqual({ detail: missing.as<Problem>().detail, code: "not_found" });
  });

  it("shows the page of what is not found", async () => {
    const reply = await fetchRaw("/%FF");
    expect([reply.status, String(reply.headers["content-type"])]).toEqual([404, expect.stringMatching(/^text\/html/)]);
  });
});
