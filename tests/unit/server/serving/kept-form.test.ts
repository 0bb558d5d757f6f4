import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { Outage } from "@/lib/server/outage/unavailable";
import { visitorOf } from "@/lib/server/scope/scope";
import { enterPage } from "@/lib/server/serving/page-entry";

vi.mock("@/lib/server/auth/visitor", async (original) => ({ ...(await original<object>()), resolveVisitor: vi.fn() }));

/* Forms that a browser sends without a script, on a server that echoes what was passed on. */

const PORTAL = "https://portal.example.jp";
const [SATO, TAKAHASHI] = ["33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444"];

const signedIn = (accountId: string | null) =>
  vi.mocked(resolveVisitor).mockResolvedValue(
    accountId === null
      ? null
      : visitorOf({
          ...{ accountId, email: "a@example.jp", name: "高橋 <健>", operatorId: null, operatorName: null, personId: null },
          ...{ departmentId: null, sectorId: null, role: "platformAdministrator", shortcutKeys: true, appointments: [] },
        }),
  );

let server: Server;
let url = "";

beforeAll(() => {
  Object.assign(process.env, { DATABASE_URL: "postgresql://portal@127.0.0.1:1/portal", PORTAL_URL: PORTAL, NEXTAUTH_SECRET: "s".repeat(40) });
});

beforeEach(async () => {
  server = createServer((request, response) => {
    enterPage(request, response, () => request.pipe(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function formOf(entries: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(entries)) form.append(name, value);
  return form;
}
const REASON = "\n根拠を足してください。</textarea><script>\n「&」も";
const RETURN = { $ACTION_REF_1: "", "$ACTION_1:0": '{"id":"x","bound":"$@1"}', $sender: SATO, reason: REASON };

async function post(body: FormData | URLSearchParams, path = "/operator/sheets/1?a=b"): Promise<{ status: number; text: string }> {
  const answer = await fetch(url + path, { method: "POST", body, headers: { origin: PORTAL } });
  return { status: answer.status, text: await answer.text() };
}

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

describe("M8 a form without a script", () => {
  it("M8 whose session ended comes back as a page with all its texts, which sends it again", async () => {
    signedIn(null);
    const { status, text } = await post(formOf(RETURN));
    expect(status).toBe(401);
    expect(text).toContain("サインインが終わっているため、まだ送っていません。");
    expect(text).toContain('target="_blank"');
    expect(text).toContain('action="/operator/sheets/1?a=b" enctype="multipart/form-data"');
    expect(unescaped(/<textarea name="reason" rows="5">\n([^<]*)<\/textarea>/.exec(text)?.[1] ?? "").replaceAll("\r\n", "\n")).toBe(REASON);
    for (const name of ["$ACTION_REF_1", "$ACTION_1:0", "$sender"]) expect(text).toContain(`type="hidden" name="${name}"`);
    expect(text).not.toContain("<script");
  });

  it("M8 of another account than the one signed in now is not passed on", async () => {
    signedIn(TAKAHASHI);
    const { status, text } = await post(formOf(RETURN));
    expect(status).toBe(409);
    expect(text).toContain("いま高橋 &lt;健&gt;さんがサインインしています");
  });

  it("M8 of the account that is signed in is passed on whole, whatever its size", async () => {
    signedIn(SATO);
    const long = "あ".repeat(200_000);
    const { status, text } = await post(formOf({ ...RETURN, reason: long }));
    expect(status).toBe(200);
    expect(text).toContain(long);
    expect(text.endsWith("--\r\n")).toBe(true);
  });

  it("M9 points at 外字 in its texts, as a field does", async () => {
    signedIn(null);
    const pointed = async (reason: string) => (await post(formOf({ ...RETURN, reason }))).text.includes("外字か壊れた文字があります");
    expect([await pointed("髙\ue000橋さん"), await pointed("失われた\ufffd字"), await pointed("髙橋さん、葛󠄀城さん")]).toEqual([true, true, false]);
  });

  it("M8 never shows a password again, but asks for it", async () => {
    signedIn(null);
    const { text } = await post(formOf({ $sender: SATO, current: "ひみつの言葉", password: "another secret word" }));
    expect(text).not.toMatch(/ひみつの言葉|another secret word/);
    expect(text).toContain('type="password" name="current"');
  });

  it("M8 of a card is not passed on in the name of somebody who signed in since, and is in its maker's", async () => {
    const card = () => new URLSearchParams({ $sender: SATO, itemId: "kuko-2:3.1.1:1", version: "1", remark: "台帳を見直しました" });
    signedIn(TAKAHASHI);
    const { status, text } = await post(card(), "/checks/1/answer");
    expect(status).toBe(409);
    expect(text).toContain(`type="hidden" name="$sender" value="${SATO}"`);
    expect(text).toContain("台帳を見直しました");
    signedIn(SATO);
    expect((await post(card(), "/checks/1/answer")).status).toBe(200);
  });

  it("M8 of a card, which names no account, is kept too when the session ended", async () => {
    signedIn(null);
    const { status, text } = await post(new URLSearchParams({ itemId: "kuko-2:3.1.1:1", version: "1", remark: "台帳を見直しました" }), "/checks/1/answer");
    expect(status).toBe(401);
    expect(text).toContain("台帳を見直しました");
    expect(text).toContain('type="hidden" name="itemId"');
    expect(text).toContain('enctype="application/x-www-form-urlencoded"');
  });

  it.each([
    ["a sign-out", formOf({ $ACTION_ID_00: "" }), "/checks"],
    ["an invitation", formOf({ $ACTION_ID_00: "", password: "x" }), "/invite/portal_inv_x"],
  ])("M8 that needs no session is passed on: %s", async (_name, form, path) => {
    signedIn(null);
    expect((await post(form, path)).status).toBe(200);
  });

  it("M8 is kept while the database does not answer", async () => {
    vi.mocked(resolveVisitor).mockRejectedValue(new Outage(new Error("no database"), false));
    const { status, text } = await post(formOf(RETURN));
    expect([status, text.includes("根拠を足してください")]).toEqual([503, true]);
    expect(text).toContain("まだ送っていません");
  });
});
