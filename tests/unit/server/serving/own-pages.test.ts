import path from "node:path";
import { describe, expect, it } from "vitest";
import { turnedAway } from "@/lib/server/auth/turned-away";
import { keptFormPage, refusedTextsPage, type WhyKept } from "@/lib/server/serving/kept-form-page";
import { faultsOf } from "@/tests/support/valid-html";

const { outagePage } = (await import(path.resolve("lib/server/serving/outage-page.mjs"))) as { outagePage(diskFull: boolean, policy: string): string };
const POLICY = "style-src 'nonce-bm9uY2U='";
/** What a text has to be escaped for, with a line end at its beginning and a character that is pointed at. */
const TEXT = "\n「&」と</textarea><p>\"も' \ue000";

function form(): FormData {
  const sent = new FormData();
  for (const [name, value] of [
    ["$ACTION_1:0", '{"id":"x","bound":"$@1"}'],
    ["sheetId", "33333333-3333-4333-8333-333333333333"],
    ["sheetId", "44444444-4444-4444-8444-444444444444"],
    ["reason", TEXT],
    ["remark", TEXT],
    ["password", "x"],
  ] as const)
    sent.append(name, value);
  return sent;
}

const kept = (why: WhyKept): string => keptFormPage({ form: form(), action: "/operator/sheets/1?a=b&c=d", type: "multipart/form-data", why, policy: POLICY });

const HTML = "text/html,application/xhtml+xml";

describe("M12 a page that the server writes itself is valid HTML", () => {
  it.each<[string, string]>([
    ["a form after the sign-in ended", kept({ kind: "signedOut" })],
    ["a form of somebody else", kept({ kind: "someoneElse", name: "高橋 <健>" })],
    ["a form during an outage", kept({ kind: "outage" })],
    [
      "texts that were refused",
      refusedTextsPage({
        why: "ほかの人が<先に>変えました。",
        texts: [
          ["備考", TEXT],
          ["根拠", ""],
        ],
        back: "/checks/1?a=b&c=d",
        nonce: "bm9uY2U=",
      }),
    ],
    ["an outage", outagePage(false, POLICY)],
    ["a full disk", outagePage(true, POLICY)],
  ])("M12 %s", async (_name, html) => {
    expect(await faultsOf(html)).toEqual([]);
  });

  it.each(["Busy", "TooManyAttempts", "TooManyFromHere", "Unavailable", "DiskFull", "Failed"] as const)(
    "M12 a sign-in that was not checked: %s",
    async (problem) => {
      const html = await turnedAway(problem, HTML).text();
      expect(html).toContain(`/login?error=${problem}`);
      expect(await faultsOf(html)).toEqual([]);
    },
  );
});
