import { describe, expect, it } from "vitest";
import { scrubError, scrubText } from "@/lib/server/log/scrub";

describe("M3 a text in the log", () => {
  it.each([
    ["a line\nbreak and\r\nanother\u2028one\u0000", "a line break and another one"],
    ["\u001b[31mred\u001b[0m", "red"],
    ["for taro.tanaka@minato.example.jp now", "for …@… now"],
    ["token portal_pat_abcDEF-1 and portal_inv_x_y", /^[^_]*portal_…[^_]*portal_…$/],
    ["Authorization: Bearer abc.def", "…"],
    ["postgresql://portal_app:s3cret@db:5432/portal failed", "postgresql:…@…:5432/portal failed"],
    ["GET /login?callbackUrl=/x&password=geheim", "GET /login?…"],
    ["Cookie: next-auth.session-token=eyJhbGciOi.x.y", "…"],
    ["hash $argon2id$v=19$m=1,t=2$abc", "hash …"],
    ["password=geheim rest", "… rest"],
  ])("M3 is one line without secrets and addresses: %j", (text, expected) => {
    if (expected instanceof RegExp) expect(scrubText(text)).toMatch(expected);
    else expect(scrubText(text)).toBe(expected);
  });

  it("M3 is short, however long the original", () => {
    expect(scrubText("x".repeat(1_000_000)).length).toBeLessThan(600);
  });
});

describe("M3 an error in the log", () => {
  it.each([
    Object.assign(new Error('Key (email)=(taro@example.jp) already exists: "田中 太郎"'), { code: "23505", detail: "Key (email)=(taro@example.jp)" }),
    Object.assign(new Error("invalid input syntax for type uuid: geheime-antwort"), { code: "22P02" }),
    Object.assign(new Error("Invalid `prisma.person.create()` with geheime-antwort"), { name: "PrismaClientValidationError" }),
    Object.assign(new Error("geheime-antwort"), {
      name: "PrismaClientKnownRequestError",
      code: "P2010",
      meta: { message: "geheime-antwort", driverAdapterError: { cause: { originalCode: "42501", message: "geheime-antwort" } } },
    }),
    new SyntaxError(`Unexpected token 'g', "geheime-antwort" is not valid JSON`),
    new TypeError('Headers.set: "geheime-antwort" is an invalid header value.'),
    "geheime-antwort",
    { message: "geheime-antwort" },
    null,
    undefined,
    5,
  ])("M3 has kind, codes and place, but no user input: %s", (error) => {
    expect(JSON.stringify(scrubError(error))).not.toMatch(/geheim|taro|太郎/);
  });

  it("M3 keeps the program's own messages", () => {
    const told = scrubError(new TypeError("Cannot read properties of undefined"));
    expect(told).toMatchObject({ name: "TypeError", codes: [], message: "Cannot read properties of undefined" });
    expect(told.frames[0]).toContain("scrub.test.ts");
    expect(scrubError(Object.assign(new Error("x"), { code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "42501" } } } })).codes).toEqual([
      "P2010",
      "42501",
    ]);
  });
});
