import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";
import { withSessionOf } from "@/tests/support/session";
import { insert } from "@/tests/support/world";

let ground: HttpGround;
beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(async () => {
  expect(ground.portal.written(), "the portal wrote no error").not.toMatch(/Error:|unhandled|"level":"(?:error|fatal)"/i);
  await ground.close();
});

const APP = path.resolve("app");

/** Routes with parameters, as in `app`: `/operator/cycles/[cycleId]/scores`. */
const dynamicPages = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "page.tsx" && file.includes("["))
  .map(
    (file) =>
      `/${path
        .dirname(file)
        .split(path.sep)
        .filter((part) => !part.startsWith("("))
        .join("/")}`,
  )
  .filter((page) => !page.startsWith("/invite"));

const reader = (page: string): string => (page.startsWith("/ministry") ? ground.ministry.accountId : ground.own.people.ciso.accountId);

/** Opens a page as a signed-in person; redirects are not followed. */
const open = async (address: string, accountId: string | null): Promise<Response> =>
  fetch(`${ground.portal.url}${address}`, { redirect: "manual", headers: accountId === null ? {} : { cookie: await withSessionOf(ground.owner, accountId) } });

describe("an address with an invalid part", () => {
  it("is tested on every page with a parameter", () => expect(dynamicPages.length).toBeGreaterThan(15));

  it.each(dynamicPages.flatMap((page) => [[page, "nope"] as const, [page, "%00"] as const, [page, randomUUID()] as const]))(
    "%s with %s is not found, without a failure",
    async (page, id) => {
      const answer = await open(page.replaceAll(/\[\w+\]/g, id), reader(page));
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain("見つかりません");
    },
  );
});

describe("a visitor who is not signed in", () => {
  it("is led back to the requested page after signing in", async () => {
    const answer = await open("/operator?tier=reference", null);
    expect(answer.headers.get("location")).toMatch(/\/login\?callbackUrl=%2Foperator%3Ftier%3Dreference$/);
    expect(await (await open("/login?callbackUrl=%2Foperator%3Ftier%3Dreference", null)).text()).toMatch(
      /name="callbackUrl" value="\/operator\?tier=reference"/,
    );
    expect(await (await open("/login?callbackUrl=%2F%5Cevil.example", null)).text()).toMatch(/name="callbackUrl" value="\/"/);
  });
});

describe("the 責任者 of two departments", () => {
  it("can switch between them on each page of a cycle, and gets no other", async () => {
    const { own, owner } = ground;
    const { cycleId } = await makeCycle(owner, own, { sheets: "inProgress" });
    const { manager, otherManager, executive } = own.people;
    const second = randomUUID();
    await insert(owner, "department", [{ operator_id: own.operatorId, id: second, name: "第三部" }]);
    await insert(owner, "appointment", [
      { operator_id: own.operatorId, id: randomUUID(), person_id: manager.personId, role: "securityManager", department_id: second, system_id: null },
    ]);
    const cycle = `/operator/cycles/${cycleId}`;
    for (const page of ["/operator", cycle, `${cycle}/scores`, `${cycle}/progress`]) {
      const first = await open(page, manager.accountId);
      const other = await open(`${page}?department=${second}`, manager.accountId);
      const foreign = await open(`${page}?department=${own.departments[1]}`, manager.accountId);
      expect([first.status, other.status, foreign.status], page).toEqual([200, 200, 403]);
      const tab = (id: string, current: boolean): RegExp => new RegExp(`<a href="${page}\\?[^"]*department=${id}"${current ? ' aria-current="true"' : ""}>`);
      expect(await first.text(), page).toMatch(tab(own.departments[0], true));
      expect(await other.text(), page).toMatch(tab(second, true));
      for (const { accountId } of [otherManager, executive]) expect(await (await open(page, accountId)).text(), page).not.toContain("見る部署");
    }
  });
});

describe("a page that is not for the visitor", () => {
  it.each([
    ["a respondent", "/operator/people", () => ground.own.people.handler.accountId, "自社の事務局に"],
    ["a ministry officer", "/operator", () => ground.ministry.accountId, "所管省庁の人が見る画面ではありません"],
    ["the platform's administrator", "/ministry", () => ground.platform.accountId, "ポータルの管理者が見る画面ではありません"],
  ])("tells %s so in their own terms", async (_who, address, account, words) => {
    const answer = await open(address, account());
    expect(answer.status).toBe(403);
    const page = await answer.text();
    expect(page).toContain(words);
    expect(page).toContain("最初のページを開く");
  });
});
