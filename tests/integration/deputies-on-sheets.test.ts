import { expect, it, vi } from "vitest";
import { listItemAnswers } from "@/lib/features/results/item-answers/queries";
import { loadItemPage } from "@/lib/features/results/item-page/pages";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { loadChecklistSection } from "@/lib/features/sheets/checklist/pages";
import { addItemRemark, respondToRemark, withdrawItemRemark } from "@/lib/features/sheets/item-remarks/commands";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { loadMySheets } from "@/lib/features/sheets/mine/pages";
import { loadOwnCopy } from "@/lib/features/sheets/own-copy/pages";
import { exportSheetAnswers } from "@/lib/features/sheets/own-copy/queries";
import { returnSheet } from "@/lib/features/sheets/transitions/commands";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { name, ofManager, ofSystem } from "@/tests/support/deputies";
import { refusalOf } from "@/tests/support/integration-ground";
import { as, valueOf } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen = vi.hoisted(() => ({ visitor: null as Visitor | null }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));

const NOW = new Date();
prepareOperatorGround(async () => {
  await name(world, "colleague", ofManager(world));
  await name(world, "colleague", ofSystem(world));
});

const managers = () => `securityManager/${world.departments[0]}/`;
const administrators = () => `systemAdministrator//${world.systems[0]}`;

it.each([
  ["colleague", "試験空港 colleague（代行：情報セキュリティ責任者）"],
  ["manager", "試験空港 manager"],
] as const)("M6 who wrote or withdrew a remark is named with the post that they represented: %s", async (who, named) => {
  const { sheets, items } = await makeCycle(ground.owner, world, { state: "open", sheets: "handedIn" });
  const [sheetId, itemId = ""] = [sheets.handler, items.handler[0]];
  const [reviewer, handler] = [await as(world, who), await as(world, "handler")];
  const represented = who === "colleague" ? managers() : null;
  const write = async (text: string) => valueOf(await addItemRemark(reviewer, { sheetId, itemId, text }, NOW)).id;
  const withdrawn = await write("別の項目の所見");
  valueOf(await withdrawItemRemark(reviewer, { sheetId, remarkId: withdrawn }, NOW));
  const stands = await write("根拠を確かめてください。");
  valueOf(await returnSheet(reviewer, { sheetId, reason: "所見を見てください。" }, NOW));
  const { remarks } = valueOf(await readWholeSheet(handler, { sheetId }, NOW));
  expect(remarks.find(({ id }) => id === stands)).toMatchObject({ byName: world.people[who].name, represented, withdrawn: null });
  expect(remarks.find(({ id }) => id === withdrawn)).toMatchObject({ represented, withdrawn: { byName: world.people[who].name, represented } });
  seen.visitor = handler;
  const listed = (await loadMySheets()).open.flatMap((sheet) => sheet.remarks);
  expect(listed.map(({ byText }) => byText)).toEqual([expect.stringContaining(`${named}　`)]);
  const [, , , section = ""] = new URL(listed[0]?.href ?? "", "http://portal.example").pathname.split("/");
  const cards = (await loadChecklistSection(sheetId, decodeURIComponent(section), undefined)).groups.flatMap(({ entries }) => entries);
  const shown = cards.flatMap((entry) => (entry.kind === "card" ? entry.card.reviewRemarks : []));
  expect(shown.map(({ byName, dateText }) => byName + dateText)).toEqual([expect.stringMatching(new RegExp(`^${named}.*年.*日$`, "u"))]);
});

it.each([
  ["colleague", "試験空港 colleague（代行：システム管理者）"],
  ["systemAdministrator", "試験空港 systemAdministrator"],
] as const)("M6 who answered is named with the post that they represented: %s", async (who, named) => {
  const { cycleId, sheets, items } = await makeCycle(ground.owner, world, { state: "open", sheets: "inProgress" });
  const [sheetId, itemId = ""] = [sheets.system, items.system[0]];
  const represented = who === "colleague" ? administrators() : null;
  const answered = { byName: world.people[who].name, represented };
  const save = async (by: OperatorRole, version: number) => saveAnswer(await as(world, by), { sheetId, itemId, status: "partial", version }, NOW);
  expect(valueOf(await save(who, 1))).toMatchObject(answered);
  // The other one is told whose answer stands: where it says the same, and where it was changed meanwhile.
  const other = who === "colleague" ? "systemAdministrator" : "colleague";
  expect(valueOf(await save(other, 2))).toMatchObject(answered);
  expect(refusalOf(await save(other, 1))).toMatchObject({ code: "stale_version", current: answered });
  const auditor = await as(world, "auditor");
  expect(valueOf(await readWholeSheet(auditor, { sheetId }, NOW)).items.find((one) => one.itemId === itemId)).toMatchObject(answered);
  expect(valueOf(await listItemAnswers(auditor, { cycleId, itemId, page: 1, perPage: 50 }, NOW)).items.find((one) => one.sheetId === sheetId)).toMatchObject(
    answered,
  );
  expect(String(valueOf(await exportSheetAnswers(auditor, { sheetId }, NOW)).file)).toContain(`,${named},`);
  seen.visitor = auditor;
  const copied = (await loadOwnCopy(sheetId)).sections.flatMap((section) => JSON.stringify(section));
  expect(copied.join("")).toContain(`${named}　`);
  expect(JSON.stringify(await loadItemPage(cycleId, itemId, {}))).toContain(`${named}　`);
});

it.each([
  ["colleague", true],
  ["systemAdministrator", false],
] as const)("M6 who responded to a remark is named with the post that they represented: %s", async (who, deputy) => {
  const { sheets, items } = await makeCycle(ground.owner, world, { state: "open", sheets: "handedIn" });
  const [sheetId, itemId = ""] = [sheets.system, items.system[0]];
  const manager = await as(world, "manager");
  const remarkId = valueOf(await addItemRemark(manager, { sheetId, itemId, text: "根拠を確かめてください。" }, NOW)).id;
  valueOf(await returnSheet(manager, { sheetId, reason: "所見を見てください。" }, NOW));
  const said = { byName: world.people[who].name, represented: deputy ? administrators() : null };
  const respond = async (by: Visitor) => valueOf(await respondToRemark(by, { sheetId, remarkId, done: true, reply: "付けました。" }, NOW));
  expect(await respond(await as(world, who))).toMatchObject(said);
  // What says the same makes no response of its own: it stays that of who gave it.
  expect(await respond(await as(world, deputy ? "systemAdministrator" : "colleague"))).toMatchObject(said);
  const { remarks } = valueOf(await readWholeSheet(await as(world, who), { sheetId }, NOW));
  expect(remarks.map(({ responses }) => responses)).toMatchObject([[said]]);
});
