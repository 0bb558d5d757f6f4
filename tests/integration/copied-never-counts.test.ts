import { expect, it, vi } from "vitest";
import { ANSWER_STATUSES, type AnswerStatus } from "@/lib/domain/checking/state";
import { exportAnswers } from "@/lib/features/results/answers-export/queries";
import { readGapReport, readGapReportCsv } from "@/lib/features/results/gap-report/queries";
import { listItemAnswers } from "@/lib/features/results/item-answers/queries";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { readScores } from "@/lib/features/results/scores/queries";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { loadOwnCopy } from "@/lib/features/sheets/own-copy/pages";
import { exportSheetAnswers } from "@/lib/features/sheets/own-copy/queries";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { answeredLastTime, OLD_WORDS, twoRounds } from "@/tests/support/last-round";
import { as, codeOf, NOW, own, prepareSheetGround, rows } from "@/tests/support/sheet-ground";
import { readExport } from "@/tests/support/streamed";
import type { OperatorRole } from "@/tests/support/world";

const seen = vi.hoisted(() => ({ role: "ciso" as OperatorRole }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as(seen.role)) }));

prepareSheetGround();

/** A small generator of its own, so that a failure can be repeated by its seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Every reader of what the sheet says, but its checklist and its history: the two that mark a copy. */
async function readersOf(sheetId: string, cycleId: string, items: readonly string[]) {
  const read = [];
  for (const role of ["handler", "ciso", "auditor"] as const) {
    seen.role = role;
    const file = await exportSheetAnswers(as(role), { sheetId }, NOW);
    read.push(await loadOwnCopy(sheetId), file.ok ? file.value.file.toString() : file.refusal.code);
    if (role !== "handler") read.push(await loadReviewSheet(sheetId, {}));
  }
  const answers = [];
  for (const itemId of items) {
    const asked = { cycleId, itemId, role: "handler" as const, page: 1, perPage: 50 };
    const listed = await listItemAnswers(as("auditor"), asked, NOW);
    const unanswered = await listItemAnswers(as("auditor"), { ...asked, answer: "unanswered" }, NOW);
    if (!listed.ok || !unanswered.ok) throw new Error(`${codeOf(listed)} ${codeOf(unanswered)}`);
    const { status, reason, remark, evidence, answeredAt, byName } = listed.value.items.find((one) => one.sheetId === sheetId)!;
    const isListed = unanswered.value.items.some((one) => one.sheetId === sheetId);
    answers.push({ item: itemId, status, reason, remark, evidence, answeredAt, byName, unanswered: isListed });
  }
  return { read, answers };
}

const CHANGES = ["copy", "confirm", "clear", "answer", "write"] as const;

it.each([1, 2, 3])("M8 whatever is copied, confirmed, cleared and answered, no number and no file has a copy that is not confirmed (seed %i)", async (seed) => {
  const roll = dice(seed);
  const { last, now } = await twoRounds(5);
  const sheetId = now.sheets.handler;
  const [items, before] = [now.items.handler, new Map<string, AnswerStatus>()];
  for (const item of items) {
    const status = ANSWER_STATUSES[roll(4)]!;
    before.set(item, status);
    await answeredLastTime(last, item, status);
  }
  const present = new Map(items.map((item) => [item, { status: null as AnswerStatus | null, copied: null as AnswerStatus | null, version: 0 }]));
  for (let turn = 0; turn < 30; turn += 1) {
    const item = items[roll(items.length)]!;
    const is = present.get(item)!;
    const change = CHANGES[roll(CHANGES.length)]!;
    const texts = { remark: `${OLD_WORDS}${turn}`, reason: `${OLD_WORDS}（理由）`, evidence: OLD_WORDS };
    const answer =
      change === "copy" && is.status === null
        ? { status: null, copied: before.get(item)!, ...texts }
        : change === "confirm" && is.copied !== null
          ? { status: is.copied, remark: "確かめた", evidence: "台帳", reason: "対象がない" }
          : change === "answer"
            ? { status: ANSWER_STATUSES[roll(4)]!, remark: null, evidence: null, reason: "対象がない" }
            : change === "write" && is.copied !== null
              ? { status: null, ...texts }
              : { status: null, copied: null, remark: null, evidence: null, reason: null };
    const saved = await saveAnswer(as("handler"), { sheetId, itemId: item, ...answer, version: is.version }, NOW);
    if (!saved.ok) throw new Error(`${change}: ${saved.refusal.detail}`);
    present.set(item, { status: saved.value.status, copied: saved.value.copied, version: saved.value.version });
  }
  // Whatever the dice say, a 該当なし is among the copies at the end.
  const [first = ""] = items;
  const texts = { remark: OLD_WORDS, reason: `${OLD_WORDS}（理由）`, evidence: OLD_WORDS };
  await answeredLastTime(last, first, "notApplicable");
  for (const answer of [
    { copied: null, remark: null, evidence: null, reason: null },
    { copied: "notApplicable" as const, ...texts },
  ]) {
    const saved = await saveAnswer(as("handler"), { sheetId, itemId: first, status: null, ...answer, version: present.get(first)!.version }, NOW);
    if (!saved.ok) throw new Error(saved.refusal.detail);
    present.set(first, { status: saved.value.status, copied: saved.value.copied, version: saved.value.version });
  }
  const counted = new Map([...present].flatMap(([item, { status }]) => (status === null ? [] : [[item, status]])));
  expect(await rows("SELECT answered FROM sheet WHERE id = $1", [sheetId])).toEqual([{ answered: counted.size }]);
  expect(codeOf(await handInSheet(as("handler"), { sheetId, confirmedUnanswered: items.length - counted.size }, NOW))).toBe("ok");

  const cycleId = now.cycleId;
  await rows("UPDATE cycle SET state = 'reviewing', reviewing_at = now() WHERE id = $1 RETURNING 1", [cycleId]);
  const exported = await exportAnswers(as("ciso"), { cycleId }, NOW);
  const file = await readExport(exported.ok ? exported.value : null);
  const mine = file.sheets.find((sheet) => sheet.id === sheetId)?.answers ?? {};
  expect(new Map(Object.entries(mine).filter(([item]) => present.has(item)))).toEqual(counted);
  const scores = await readScores(as("ciso"), { cycleId }, NOW);
  if (!scores.ok) throw new Error(scores.refusal.code);
  for (const item of items) {
    const score = scores.value.items.find(({ id }) => id === item);
    const of = (status: AnswerStatus) => Number(counted.get(item) === status);
    expect(score).toMatchObject({
      partial: of("partial"),
      implemented: of("implemented"),
      notImplemented: of("notImplemented"),
      notApplicable: of("notApplicable"),
    });
  }
  const { read, answers } = await readersOf(sheetId, cycleId, items);
  for (const one of read) expect(JSON.stringify(one)).not.toContain(OLD_WORDS);
  const copies = answers.filter(({ item }) => present.get(item)?.copied);
  expect(copies.map(({ item }) => item)).toContain(first);
  const nothing = { status: null, reason: null, remark: null, evidence: null, answeredAt: null, byName: null, unanswered: true };
  expect(copies).toEqual(copies.map(({ item }) => ({ item, ...nothing })));
  const reports = [await readGapReport(as("ciso"), { cycleId }, NOW), await readGapReportCsv(as("ciso"), { cycleId }, NOW)];
  expect(reports.map(codeOf)).toEqual(["ok", "ok"]);
  expect(JSON.stringify(reports)).not.toContain(OLD_WORDS);
  expect(JSON.stringify(file)).not.toContain(OLD_WORDS);
  await withClient(own.ownerUrl, async (client) => {
    const { tallies, progress } = await findDifferences(client);
    expect([tallies.filter((one) => one.cycle_id === cycleId), progress.filter((one) => one.sheet_id === sheetId)]).toEqual([[], []]);
    await expect(client.query("UPDATE answer SET status = 'partial', copied = 'partial' WHERE sheet_id = $1", [sheetId])).rejects.toThrow(/answer_check/);
  });
});
