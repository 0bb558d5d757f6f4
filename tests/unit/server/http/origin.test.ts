import { beforeAll, describe, expect, it } from "vitest";
import { crossesOrigin, postedFromElsewhere } from "@/lib/server/http/origin";

const PORTAL = "https://portal.example.jp";
beforeAll(() => {
  Object.assign(process.env, { DATABASE_URL: "postgresql://portal@127.0.0.1:1/portal", PORTAL_URL: PORTAL, NEXTAUTH_SECRET: "s".repeat(40) });
});

const post = (path: string, headers: Record<string, string>, method = "POST") => new Request(`http://127.0.0.1:3000${path}`, { method, headers });
const ACTION = { "next-action": "00a1" };
const FORM = { "content-type": "multipart/form-data; boundary=x" };
const PLAIN = { "content-type": "application/x-www-form-urlencoded" };
const HERE = { "sec-fetch-site": "same-origin" };
const EVIL = { origin: "https://evil.example" };

describe("a request to a page is refused if it changes something and another site sent it", () => {
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
    ["a request that is no action and names no origin: routes check that themselves", PLAIN, false],
    ["what carries its own proof", { ...FORM, ...EVIL, authorization: "Bearer portal_pat_x" }, false],
  ])("%s", (_name, headers, elsewhere) => {
    expect(postedFromElsewhere(post("/account", headers))).toBe(elsewhere);
  });

  it("is accepted if it only reads", () => {
    expect([postedFromElsewhere(post("/account", EVIL, "GET")), crossesOrigin(post("/api/v1/me", EVIL, "GET"))]).toEqual([false, false]);
    expect([crossesOrigin(post("/api/v1/me", {})), crossesOrigin(post("/api/v1/me", { origin: PORTAL }))]).toEqual([true, false]);
  });
});
