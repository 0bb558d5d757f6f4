import { readdirSync } from "node:fs";
import { get, request } from "node:http";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, type Problem } from "@/tests/support/api";
import { auditSince, type HttpGround, lastAudit, openHttpGround } from "@/tests/support/http-ground";
import { withSessionOf } from "@/tests/support/session";

let ground: HttpGround;
beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(async () => {
  expect(ground.portal.written(), "the portal wrote no error").not.toMatch(/Error:|unhandled|"level":"(?:error|fatal)"/i);
  await ground.close();
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Sends the request unchanged: fetch would normalise the path and decompress the response. */
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
  ] as const)("is sent as the build compressed it (%s), to be cached permanently", async (encoding, unpack) => {
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

  it.each(["bytes=5-2", "bytes=-100", "bytes=0-0", "bytes=x"])("is sent completely, whatever range is requested (%s)", async (range) => {
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

describe("an address with invalid percent signs", () => {
  it.each(["/guidelines/%FF", "/guidelines/100%", "/sheets/%E3%81", "/%C0%AF"])("is not found, like any other missing one: %s", async (address) => {
    const reply = await fetchRaw(`/api/v1${address}`, { authorization: `Bearer ${ground.own.people.ciso.token}` });
    const missing = await call(ground.portal, "GET", "/guidelines/none", { token: ground.own.people.ciso.token });
    expect([reply.status, reply.headers["content-type"]]).toEqual([404, missing.contentType]);
    const { detail, code } = JSON.parse(reply.body.toString()) as Problem;
    expect({ detail, code }).toEqual({ detail: missing.as<Problem>().detail, code: "not_found" });
  });

  it("shows the page for a missing address", async () => {
    const reply = await fetchRaw("/%FF");
    expect([reply.status, String(reply.headers["content-type"])]).toEqual([404, expect.stringMatching(/^text\/html/)]);
  });
});

describe("the icon", () => {
  it.each(["/icon.svg", "/favicon.ico"])("is there under the name that browsers ask for: %s", async (address) => {
    const { status, headers, body } = await fetchRaw(address);
    expect([status, headers["content-type"], body.toString().slice(0, 4)]).toEqual([200, "image/svg+xml", "<svg"]);
  });
});

describe("every response", () => {
  it.each(["/login", "/nowhere", "/icon.svg", "/api/auth/csrf", "/api/v1/openapi.json", "/api/v1/me", "/api/v1/nowhere"])(
    "forbids the browser to guess its type: %s",
    async (address) => {
      expect((await fetchRaw(address)).headers["x-content-type-options"]).toBe("nosniff");
    },
  );
});

describe("a response in JSON", () => {
  const heardOf = async (address: string) => {
    const { headers, body } = await fetchRaw(address, { "accept-encoding": "gzip, br" });
    return { encoding: headers["content-encoding"], length: headers["content-length"], ours: headers["x-body-length"], body };
  };

  it.each(["/api/v1/me", "/api/v1/nowhere"])("that is short is sent as it is, with its length: %s", async (address) => {
    const { body, ...described } = await heardOf(address);
    expect(described).toEqual({ encoding: undefined, length: String(body.length), ours: undefined });
    expect(JSON.parse(body.toString())).toMatchObject({ status: expect.any(Number) });
  });

  it("that is long has no length for HEAD either, as it would be compressed", async () => {
    const [long, short] = await Promise.all(["/api/v1/openapi.json", "/api/v1/me"].map((path) => fetch(`${ground.portal.url}${path}`, { method: "HEAD" })));
    expect([long?.headers.get("content-length"), long?.headers.get("x-body-length"), short?.headers.get("x-body-length")]).toEqual([null, null, null]);
  });

  it("that is long is compressed, and its length is not known", async () => {
    const { body, ...described } = await heardOf("/api/v1/openapi.json");
    expect(described).toEqual({ encoding: "br", length: undefined, ours: undefined });
    expect(JSON.parse(brotliDecompressSync(body).toString())).toMatchObject({ openapi: expect.any(String) });
  });
});

describe("text that never changes in the browser", () => {
  const textsIn = async (headers: Record<string, string>): Promise<number> => {
    const cookie = await withSessionOf(ground.owner, ground.own.people.ciso.accountId);
    const page = await fetch(`${ground.portal.url}/guidelines/kuko-2/glossary`, { headers: { ...headers, cookie } });
    return (await page.text()).split("section-code").length;
  };

  it("is sent once, as HTML with a document and as data to the page's script", async () => {
    const terms = await textsIn({ accept: "text/html" });
    expect(terms).toBeGreaterThan(10);
    expect([await textsIn({ accept: "*/*" }), await textsIn({ accept: "text/html", rsc: "1" })]).toEqual([terms, terms]);
  });
});

describe("a page requested under another name of the machine", () => {
  const askedBy = (host: string, method = "GET"): Promise<[number | undefined, string | undefined]> =>
    new Promise((resolve, reject) => {
      const outgoing = request(`${ground.portal.url}/login?callbackUrl=%2Fchecks`, { method, headers: { host } }, (incoming) => {
        incoming.resume();
        resolve([incoming.statusCode, incoming.headers.location]);
      });
      outgoing.on("error", reject).end();
    });

  it("redirects to the portal's own address, and other names do not", async () => {
    const { port, origin } = new URL(ground.portal.url);
    expect(await askedBy(`localhost:${port}`)).toEqual([307, `${origin}/login?callbackUrl=%2Fchecks`]);
    expect(await askedBy(`[::1]:${port}`)).toEqual([307, `${origin}/login?callbackUrl=%2Fchecks`]);
    for (const host of [`127.0.0.1:${port}`, "localhost:1", "evil.example", `evil.example:${port}`]) expect((await askedBy(host))[0], host).toBe(200);
    expect((await askedBy(`localhost:${port}`, "HEAD"))[0]).toBe(200);
  });
});

describe("a request to a page", () => {
  const form = (): FormData => {
    const sent = new FormData();
    sent.set("name", "連携");
    return sent;
  };

  it.each([
    ["a server action from another site", { "next-action": "00", origin: "https://evil.example" }, "text/plain"],
    ["a form from another site", { origin: "https://evil.example" }, "text/plain; charset=utf-8"],
    ["a form from nowhere that it says", {}, "text/plain; charset=utf-8"],
  ])("%s is refused in Japanese, with an audit entry", async (_name, headers, contentType) => {
    const { accountId } = ground.own.people.ciso;
    const [since, cookie] = [await lastAudit(ground.owner), await withSessionOf(ground.owner, accountId)];
    const answer = await fetch(`${ground.portal.url}/account?x=1`, { method: "POST", headers: { cookie, ...headers }, body: form() });
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([403, contentType, expect.stringMatching(/^別のサイトから/)]);
    expect(await auditSince(ground.owner, accountId, since)).toEqual([
      { action: "page.send", outcome: "refused", target: "/account", detail: { code: "origin_mismatch" } },
    ]);
  });
});

describe("the sign-in page", () => {
  it.each(["__proto__", "constructor", "Invalid%20%60prisma.%24queryRaw()%60"])(
    "shows only its own messages, whatever its address contains (%s)",
    async (error) => {
      const reply = await fetchRaw(`/login?error=${error}`);
      expect([reply.status, reply.body.toString()]).toEqual([200, expect.stringContaining("メールアドレスかパスワードが違います。")]);
    },
  );

  it.each([["\u0000@example.jp"], ["x".repeat(100_000)], ["İ@example.jp"]])("refuses an invalid address like an unknown one", async (email) => {
    const csrf = await call(ground.portal, "GET", "/api/auth/csrf");
    const cookie = csrf.headers
      .getSetCookie()
      .map((line) => line.split(";")[0] ?? "")
      .join("; ");
    const body = new URLSearchParams({ csrfToken: csrf.as<{ csrfToken: string }>().csrfToken, email, password: "x" }).toString();
    const answer = await call(ground.portal, "POST", "/api/auth/callback/credentials", {
      body,
      contentType: "application/x-www-form-urlencoded",
      headers: { cookie },
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([302, expect.stringMatching(/[?&]error=CredentialsSignin/)]);
  });
});
