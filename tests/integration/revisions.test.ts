import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { editionFingerprint } from "@/lib/content/fingerprint";
import { loadEditions } from "@/lib/content/load";
import type { Edition } from "@/lib/domain/guideline/edition";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import { previewHandOut } from "@/lib/features/cycles/hand-out/queries";
import { readCycleDetail } from "@/lib/features/cycles/list/queries";
import { leaveOut } from "@/lib/features/cycles/plan/commands";
import { approveCycle, reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { gapReportView } from "@/lib/features/results/gap-report/pages";
import { gapReportOf, readGapReport, readGapReportCsv } from "@/lib/features/results/gap-report/queries";
import { saveAnswers } from "@/lib/features/sheets/answers/commands";
import { readSheetPages } from "@/lib/features/sheets/checklist/queries";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { previewSubmission } from "@/lib/features/submissions/preview/queries";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { makeSurvey } from "@/tests/support/cycle-fixture";
import { ERRATUM, importErratum } from "@/tests/support/errata";
import { valueOf } from "@/tests/support/links";
import { handOutAsShown, NOW, plan, planAsShown, reading, roundsGround } from "@/tests/support/rounds";

const ground = roundsGround();
const { item, found, corrected } = ERRATUM;

/** A planned cycle over all measures that have a respondent. */
async function planned(title: string): Promise<string> {
  const by = ground.ciso();
  const { id } = valueOf(await planAsShown(by, plan({ title }), NOW));
  const { unassigned } = valueOf(await previewHandOut(by, { cycleId: id }, NOW));
  const leftOut = unassigned.flatMap(({ items, role, departmentId, systemId }) =>
    items.map((one) => ({ item: one, role, departmentId, systemId, reason: "担当がまだ決まっていないため" })),
  );
  valueOf(await leaveOut(by, { cycleId: id, leftOut }, NOW));
  return id;
}

async function opened(title: string): Promise<string> {
  const cycleId = await planned(title);
  valueOf(await handOutAsShown(ground.ciso(), { cycleId }, NOW));
  return cycleId;
}

/** The cycle's sheet on which the manager answers the corrected item. */
async function sheetOf(cycleId: string): Promise<string> {
  const { rows } = await ground.owner.query<{ id: string }>(
    `SELECT s.id FROM sheet s JOIN sheet_respondent r ON r.operator_id = s.operator_id AND r.sheet_id = s.id
     WHERE s.cycle_id = $1 AND s.role = 'securityManager' AND r.person_id = $2`,
    [cycleId, ground.world.people.manager.personId],
  );
  return rows[0]?.id ?? "";
}

/** Answers the corrected item with 未実施 and hands its sheet in. */
async function answered(cycleId: string): Promise<void> {
  const by = ground.as("manager");
  const sheetId = await sheetOf(cycleId);
  valueOf(await saveAnswers(by, { sheetId, answers: [{ itemId: item, status: "notImplemented", version: 0 }], mutationId: randomUUID() }, NOW));
  const first = await handInSheet(by, { sheetId, confirmedUnanswered: 0 }, NOW);
  const current = first.ok ? null : (first.refusal.current as { unanswered: number });
  if (current) valueOf(await handInSheet(by, { sheetId, confirmedUnanswered: current.unanswered }, NOW));
}

/** Closes answering of an answered cycle and approves it. */
async function approve(cycleId: string): Promise<void> {
  const asked = await reviewCycle(ground.ciso(), { cycleId }, NOW);
  const current = asked.ok ? null : (asked.refusal.current as { outstanding: number });
  if (current) valueOf(await reviewCycle(ground.ciso(), { cycleId, confirmedOutstanding: current.outstanding }, NOW));
  valueOf(await approveCycle(ground.ciso(), { cycleId }, NOW));
}

/** The gap report of a cycle in every form. */
async function reportOf(cycleId: string) {
  const page = await reading(ground.ciso(), async (transaction) => {
    const cycle = await ground.cycleOf(cycleId);
    if (!cycle) throw new Error("no cycle");
    return gapReportView(await gapReportOf(transaction, cycle, NOW, ground.ciso()), cycleId, "", {}, ground.ciso().actor);
  });
  return {
    json: JSON.stringify(valueOf(await readGapReport(ground.ciso(), { cycleId }, NOW))),
    csv: valueOf(await readGapReportCsv(ground.ciso(), { cycleId }, NOW)).file.toString(),
    page: JSON.stringify(page),
  };
}

const textOnSheet = async (cycleId: string): Promise<string> => {
  const sheetId = await sheetOf(cycleId);
  return valueOf(await readSheetPages(ground.as("manager"), { sheetId }, NOW)).index.items.get(item)?.text ?? "";
};
const revisionOf = async (cycleId: string): Promise<number> => valueOf(await readCycleDetail(ground.ciso(), { cycleId }, NOW)).editionRevision;

const stored = async (): Promise<{ revision: number; content_hash: string; content: Edition }[]> =>
  (
    await ground.owner.query<{ revision: number; content_hash: string; content: Edition }>(
      "SELECT revision, content_hash, content - 'shape' AS content FROM edition_revision WHERE edition_id = 'kuko-2' ORDER BY revision",
    )
  ).rows;

let old: string;
let before: Awaited<ReturnType<typeof reportOf>>;
let running: string;
let draft: string;

beforeAll(async () => {
  old = await opened("承認した回");
  await answered(old);
  await approve(old);
  before = await reportOf(old);
  running = await opened("正誤をまたぐ回");
  draft = await planned("計画中の回");
  for (const cycleId of [old, running, draft]) expect(await revisionOf(cycleId)).toBe(1);
  await importErratum(ground.database.ownerUrl);
});

describe("C4 an erratum", () => {
  it("C4 an erratum leaves the report of an approved cycle unchanged, to the letter, in every form", async () => {
    const after = await reportOf(old);
    expect(after).toEqual(before);
    for (const form of Object.values(after)) expect([form.includes(found), form.includes(corrected)]).toEqual([true, false]);
    expect(after.page).toContain("正誤 第1版");
    expect(await textOnSheet(old)).toContain(found);
  });

  it("C4 an erratum leaves a running cycle its text through answering, approving, submitting and reopening; the submission names its revision", async () => {
    expect(await textOnSheet(running)).toContain(found);
    await answered(running);
    await approve(running);
    const surveyId = await makeSurvey(ground.owner, "kuko", [ground.world.operatorId]);
    const preview = valueOf(await previewSubmission(ground.ciso(), { cycleId: running, surveyId }, NOW));
    expect(preview.obstacles).toEqual([]);
    valueOf(await submitCycle(ground.ciso(), { cycleId: running, surveyId }, NOW));
    const { rows } = await ground.owner.query<{ content: string }>("SELECT content FROM submission WHERE cycle_id = $1", [running]);
    const { edition } = JSON.parse(rows[0]?.content ?? "{}") as SubmissionContent;
    const [first] = await stored();
    expect(edition).toEqual({ id: "kuko-2", revision: 1, contentHash: first?.content_hash });
    valueOf(await reopenCycle(ground.ciso(), { cycleId: running, reason: "記入の誤りを直すため" }, NOW));
    expect(await revisionOf(running)).toBe(1);
    const report = await reportOf(running);
    for (const form of Object.values(report)) expect([form.includes(found), form.includes(corrected)]).toEqual([true, false]);
  });

  it("C4 an erratum applies to cycles that open after it, even if they were planned before", async () => {
    expect(await revisionOf(draft)).toBe(2);
    valueOf(await handOutAsShown(ground.ciso(), { cycleId: draft }, NOW));
    for (const cycleId of [draft, await opened("正誤の後に計画した回")]) {
      expect(await revisionOf(cycleId)).toBe(2);
      expect(await textOnSheet(cycleId)).toContain(corrected);
      await answered(cycleId);
      const report = await reportOf(cycleId);
      for (const form of Object.values(report)) expect([form.includes(found), form.includes(corrected)]).toEqual([false, true]);
      expect(report.page).toContain("正誤 第2版");
    }
  });

  it("C4 an erratum keeps every revision complete, and nobody can change or remove it", async () => {
    const loaded = loadEditions("content");
    const kuko = loaded.ok ? loaded.value.find(({ id }) => id === "kuko-2") : undefined;
    const [first, second] = await stored();
    expect(first?.content).toEqual(kuko);
    for (const revision of [first, second]) expect(revision?.content_hash).toBe(revision && editionFingerprint(revision.content));
    expect(second?.content.items.find(({ id }) => id === item)?.text).toContain(corrected);
    for (const change of [
      "UPDATE edition_revision SET content = '{}'",
      "DELETE FROM edition_revision WHERE revision = 1",
      "TRUNCATE edition_revision CASCADE",
    ]) {
      await expect(ground.owner.query(change)).rejects.toThrow("append-only");
    }
  });
});
