import { NextRequest } from "next/server";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { crossesOrigin, postedFromElsewhere } from "@/lib/server/http/origin";
import { proxy } from "@/proxy";

vi.mock("@/lib/server/auth/visitor", () => ({ resolveVisitor: vi.fn() }));

const PORTAL = "https://portal.example.jp";
beforeAll(() => {
  Object.assign(process.env, { DATABASE_URL: "postgresql://portal@127.0.0.1:1/portal", PORTAL_URL: PORTAL, NEXTAUTH_SECRET: "s".repeat(40) });
});

beforeEach(() => {
  vi.mocked(resolveVisitor).mockReset();
});

const post = (path: string, headers: Record<string, string>, method = "POST"): NextRequest =>
  new NextRequest(`http://127.0.0.1:3000${path}`, { method, headers });
const ACTION = { "next-action": "00a1" };
const FORM = { "content-type": "multipart/form-data; boundary=x" };
const PLAIN = { "content-type": "application/x-www-form-urlencoded" };
const HERE = { "sec-fetch-site": "same-origin" };
const EVIL = { origin: "https://evil.example" };

describe("what is sent to a page", () => {
  it.each([
    ["an action of the portal's own page", { ...ACTION, origin: PORTAL }, false],
    ["a form without a script, of the own page", { ...FORM, origin: PORTAL }, false],
    ["an action of another site", { ...ACTION, ...EVIL }, true],
    ["a form of another site", { ...FORM, ...EVIL }, true],
    ["a plain form of another site", { ...PLAIN, ...EVIL }, true],
    ["a form of another site that pretends otherwise", { ...FORM, ...EVIL, ...HERE }, true],
    ["a form of a site whose name begins alike", { ...FORM, origin: `${PORTAL}.evil.example` }, true],
    ["a form of the same name without TLS", { ...FORM, origin: PORTAL.replace("https", "http") }, true],
    ["a form of a sandbox", { ...FORM, origin: "null" }, true],
    ["an action that does not say from where", ACTION, true],
    ["a form that does not say from where", { "content-type": "Multipart/Form-Data; boundary=x" }, true],
    ["a form that comes from a neighbouring site", { ...FORM, "sec-fetch-site": "same-site" }, true],
    ["an action whose browser says that it is of the own page", { ...ACTION, ...HERE }, false],
    ["what is no action and does not say from where: routes look at that by themselves", PLAIN, false],
    ["what carries its own proof", { ...FORM, ...EVIL, authorization: "Bearer portal_pat_x" }, false],
  ])("%s", (_name, headers, elsewhere) => {
    expect(postedFromElsewhere(post("/account", headers))).toBe(elsewhere);
  });

  it("changes nothing when it only reads", () => {
    expect([postedFromElsewhere(post("/account", EVIL, "GET")), crossesOrigin(post("/api/v1/me", EVIL, "GET"))]).toEqual([false, false]);
    expect([crossesOrigin(post("/api/v1/me", {})), crossesOrigin(post("/api/v1/me", { origin: PORTAL }))]).toEqual([true, false]);
  });
});

describe("the proxy", () => {
  it("refuses what comes from elsewhere, also while nothing can be recorded, and says to the log why not", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    vi.mocked(resolveVisitor).mockRejectedValue(new Error("no database"));
    const refused = await proxy(post("/operator/people?q=x", { ...ACTION, ...EVIL }));
    expect([refused.status, refused.headers.get("x-content-type-options"), await refused.text()]).toEqual([
      403,
      "nosniff",
      expect.stringMatching(/[ぁ-ん]/) as unknown,
    ]);
    expect(log).toHaveBeenCalledOnce();
  });

  it.each([
    ["/operator/people", { ...ACTION, origin: PORTAL }],
    ["/organisation/people", PLAIN],
  ])("lets all else go its way: %s", async (path, headers) => {
    const passed = await proxy(post(path, headers));
    expect([passed.status, passed.headers.get("x-middleware-next"), passed.headers.get("x-content-type-options")]).toEqual([200, "1", "nosniff"]);
    expect(resolveVisitor).not.toHaveBeenCalled();
  });
});
