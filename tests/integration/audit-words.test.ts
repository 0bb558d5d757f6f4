import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { exportAudit, listAudit } from "@/lib/features/admin/audit/queries";
import { auditFilter, auditQuery } from "@/lib/features/admin/record/schema";
import { editionIndex } from "@/lib/features/guidelines/editions/queries";
import { itemLabel } from "@/lib/labels/item-title";
import { withClient } from "@/lib/runtime/portal-logins";
import type { Streamed } from "@/lib/server/use-cases/operation";
import { as, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import { insert } from "@/tests/support/world";

prepareSheetGround();

const CYCLE = `cycle/${randomUUID()}`;
const DAY = { from: "2026-04-02", to: "2026-04-02" };

/** Entries of one day in Japan, of which UTC says the day before: of a person, of the portal, and of an administrator. */
beforeAll(async () => {
  await rows("UPDATE account SET name = '木村　洋一（サーバー）' WHERE id = $1", [world.people.ciso.accountId]);
  await withClient(own.ownerUrl, async (client) => {
    const entry = (at: string, account_id: string | null, action: string, more: object = {}) => ({
      ...{ operator_id: world.operatorId, account_id, action, at, target: CYCLE, outcome: "done", detail: {}, ...more },
    });
    await insert(client, "audit", [
      entry("2026-04-02T00:00:00+09:00", null, "people.handOver"),
      entry("2026-04-02T00:30:00+09:00", randomUUID(), "operator.change"),
      entry("2026-04-02T08:05:09+09:00", world.people.ciso.accountId, "cycle.approve", {
        outcome: "refused",
        detail: { code: "wrong_state", represented: "ciso", reason: "=理由" },
      }),
    ]);
  });
});

const actions = async (filter: Record<string, string>): Promise<string[]> => {
  const listed = await listAudit(as("auditor"), auditQuery.parse({ ...DAY, ...filter }), NOW);
  return listed.ok ? listed.value.items.map(({ action }) => action) : [listed.refusal.code];
};

async function exported(filter: Record<string, string> = {}): Promise<Record<string, string>[]> {
  const result = await exportAudit(as("auditor"), auditFilter.parse({ ...DAY, ...filter }), NOW);
  if (!result.ok) throw new Error(result.refusal.code);
  const [head = [], ...lines] = (await new Response((result.value as Streamed).pieces).text())
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split("\r\n")
    .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ""));
  return lines.map((cells) => Object.fromEntries(head.map((name, place) => [name, cells[place] ?? ""])));
}

describe("M12 the file of an audit trail says what its page says", () => {
  it("M12 the moment in Japan, who, the outcome and why, with the codes for programs beside", async () => {
    const [refused, byAdministrator, byPortal] = await exported();
    expect(refused).toMatchObject({
      ...{
        日時: "2026年4月2日 08:05",
        "日時（UTC）": "2026-04-01T23:05:09.000Z",
        だれが: "木村　洋一（サーバー）",
        操作: "点検の回を承認する",
        操作の名: "cycle.approve",
      },
      ...{
        対象: "点検の回",
        対象のID: CYCLE,
        結果: "拒否",
        断られた理由: "いまの状態ではできません",
        補足: "代行：最高情報セキュリティ責任者（CISO）　理由：=理由",
      },
      詳しい内容: JSON.stringify({ code: "wrong_state", reason: "=理由", represented: "ciso" }),
    });
    expect(byAdministrator).toMatchObject({ 日時: "2026年4月2日 00:30", だれが: "ポータルの管理者", 結果: "済み", 断られた理由: "", 補足: "" });
    expect(byPortal).toMatchObject({ 日時: "2026年4月2日 00:00", "日時（UTC）": "2026-04-01T15:00:00.000Z", だれが: "ポータル（自動）", アカウントのID: "" });
  });
});

describe("M12 the person of an entry is found as everywhere else", () => {
  it.each([
    ["木村洋一", "without the space"],
    ["木村 洋一", "with another space"],
    ["洋一　木村", "in another order"],
    ["木村\u3164洋一\u200b", "with what cannot be seen"],
    ["ｻｰﾊﾞ", "in another width, without the long vowel at the end"],
    [" サーバー\u3000", "between spaces"],
  ])("M12 %j: %s", async (who) => {
    expect(await actions({ who })).toEqual(["cycle.approve"]);
    expect((await exported({ who })).map((row) => row["操作の名"])).toEqual(["cycle.approve"]);
  });

  it.each([
    ["ポータルの管理者", ["operator.change"]],
    ["ポータル 管理者", ["operator.change"]],
    ["ポータル（自動）", ["people.handOver"]],
    ["ﾎﾟｰﾀﾙ(自動)", ["people.handOver"]],
    ["自動", ["people.handOver"]],
    ["ポータル", ["operator.change", "people.handOver"]],
    ["木村 自動", []],
    ["%", []],
  ] as const)("M12 the words of the page find the entry: %s", async (who, expected) => {
    expect(await actions({ who })).toEqual(expected);
    expect((await exported({ who })).map((row) => row["操作の名"])).toEqual(expected);
  });

  it("M12 a filter in which there is nothing to see is no filter", async () => {
    for (const name of ["who", "action", "target", "source"]) expect(await actions({ [name]: "\u3164 \u200b" })).toHaveLength(3);
  });
});

describe("M12 an entry of one item names it", () => {
  const AT = { from: "2026-04-05", to: "2026-04-05" };

  /** The item as the pages of the round name it. */
  const labelOf = (edition: string, id: string): string => {
    const loaded = loadEditions("content");
    const found = loaded.ok ? loaded.value.find((one) => one.id === edition) : undefined;
    return found === undefined ? "" : itemLabel(editionIndex(found), id);
  };

  it.each([
    ["a 対策項目", "kuko-2", "measure"],
    ["a 具体例", "kuko-2", "example"],
    ["an item of a 指針", "shishin-3", "measure"],
  ] as const)("M12 on the page and in the file, with its number and heading, for a round and for a sheet: %s", async (_what, edition, kind) => {
    const { cycleId, sheets } = await cycle();
    const [found] = await rows<{ id: string }>("SELECT id FROM edition_item WHERE edition_id = $1 AND kind = $2 ORDER BY position DESC LIMIT 1", [
      edition,
      kind,
    ]);
    const item = found?.id ?? "";
    const label = labelOf(edition, item);
    expect(label).not.toBe("");
    expect(label).not.toContain(edition);
    const targets = [`cycle/${cycleId}/${item}`, `sheet/${sheets.manager}/${item}`, `cycle/${cycleId}/${edition}:9.9.9:1`, `cycle/${cycleId}/none:1`];
    await withClient(own.ownerUrl, (client) =>
      insert(
        client,
        "audit",
        targets.map((target) => ({
          ...{ operator_id: world.operatorId, account_id: null, action: "answer.history", at: "2026-04-05T12:00:00+09:00" },
          ...{ target, outcome: "done", detail: {} },
        })),
      ),
    );
    const listed = await listAudit(as("auditor"), auditQuery.parse({ ...AT, perPage: "4" }), NOW);
    const names = new Map(listed.ok ? listed.value.items.map(({ target, targetName }) => [target, targetName]) : []);
    const [ofCycle, ofSheet, unknown, elsewhere] = targets.map((target) => names.get(target) ?? "");
    expect(ofCycle?.endsWith(`：${label}`)).toBe(true);
    expect(ofSheet).toBe(`情報セキュリティ責任者・試験空港 部署1：${label}`);
    expect([unknown, elsewhere]).toEqual(Array(2).fill(ofCycle?.slice(0, -label.length - 1)));
    const inFile = new Map((await exported(AT)).map((row) => [row["対象のID"], row["対象"]]));
    expect(inFile.get(targets[0])).toContain(label);
    expect(inFile.get(targets[1])).toContain(label);
  });
});
