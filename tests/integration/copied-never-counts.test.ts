import { expect, it } from "vitest";
import { ANSWER_STATUSES, type AnswerStatus } from "@/lib/domain/checking/state";
import { exportAnswers } from "@/lib/features/results/answers-export/queries";
import { readGapReport, readGapReportCsv } from "@/lib/features/results/gap-report/queries";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { readScores } from "@/lib/features/results/scores/queries";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { answeredLastTime, OLD_WORDS, twoRounds } from "@/tests/support/last-round";
import { as, codeOf, NOW, own, prepareSheetGround, rows } from "@/tests/support/sheet-ground";
import { readExport } from "@/tests/support/streamed";

prepareSheetGround();

/** A small generator of its own, so that a failure can be repeated by its seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
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
