import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson, sha256 } from "@/lib/documents/canonical";
import { scoreFile, scoresJson } from "@/lib/domain/scoring/score";
import { granted } from "@/lib/domain/shared/result";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import { readCycle } from "@/lib/features/cycles/record/record";
import { approveCycle, reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { exportAnswers } from "@/lib/features/results/answers-export/queries";
import { readGapReport, readGapReportCsv } from "@/lib/features/results/gap-report/queries";
import { readScores } from "@/lib/features/results/scores/queries";
import { saveAnswers } from "@/lib/features/sheets/answers/commands";
import { handInSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { sheetsWaitingFor } from "@/lib/features/sheets/waiting-for-review/queries";
import { submissionObstacle } from "@/lib/features/submissions/preparing/queries";
import { previewSubmission } from "@/lib/features/submissions/preview/queries";
import { lastSubmission } from "@/lib/features/submissions/record/queries";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { readSubmission } from "@/lib/features/submissions/sent/queries";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeSurvey } from "@/tests/support/cycle-fixture";
import {
  as,
  codeOf,
  kuko,
  NOW,
  noDifferences,
  own,
  PAGE,
  PLAN,
  plannedCycle,
  preparePlannedCycleGround,
  type SheetRow,
  sheetsOf,
  surveyId,
  value,
  world,
} from "@/tests/support/planned-cycle-ground";
import { acceptAsShown, handOutAsShown, withdrawAsShown } from "@/tests/support/rounds";
import { readExport } from "@/tests/support/streamed";
import type { OperatorRole } from "@/tests/support/world";

preparePlannedCycleGround();

const STATUSES = ["implemented", "partial", "notImplemented", "notApplicable"] as const;

/** Answers most of the sheet, including examples, in a pattern from `seed`, and hands it in. */
async function answerAndHandIn(sheet: SheetRow, seed: number): Promise<void> {
  const role = Object.entries(world.people).find(([, { personId }]) => personId === sheet.person)?.[0] as OperatorRole;
  const items = await withClient(own.ownerUrl, async (client) => {
    const { rows } = await client.query<{ item_id: string; kind: string }>(
      "SELECT i.item_id, i.kind FROM cycle_item i JOIN sheet s ON s.cycle_id = i.cycle_id AND s.role = i.role WHERE s.id = $1 ORDER BY i.position",
      [sheet.id],
    );
    return rows;
  });
  const measures = items.filter(({ kind }) => kind === "measure");
  const answers = measures.map(({ item_id }, index) => {
    const status = STATUSES[(index * 7 + seed) % 4] ?? null;
    return {
      itemId: item_id,
      status,
      version: 0,
      reason: status === "notApplicable" ? "対象となる業務がないため" : null,
      remark: index === 0 ? "=備考 です" : null,
    };
  });
  const kept = answers.filter((_answer, index) => (index + seed) % 5 !== 0);
  if (kept.length > 0) value(await saveAnswers(as(role), { sheetId: sheet.id, answers: kept, mutationId: randomUUID() }, NOW));
  const answered = new Map(kept.map(({ itemId, status }) => [itemId, status]));
  const examples = items.filter(({ item_id, kind }) => kind === "example" && answered.get(item_id.split(":e")[0] ?? "") === "implemented").slice(0, 20);
  if (examples.length > 0)
    value(
      await saveAnswers(
        as(role),
        { sheetId: sheet.id, answers: examples.map(({ item_id }) => ({ itemId: item_id, status: "partial" as const, version: 0 })), mutationId: randomUUID() },
        NOW,
      ),
    );
  value(await handInSheet(as(role), { sheetId: sheet.id, confirmedUnanswered: measures.length - kept.length }, NOW));
}

const reading = async <Value>(work: (transaction: Transaction) => Promise<Value>, visitor: Visitor = as("ciso")): Promise<Value> =>
  value(await auditedTransaction("reading", visitor, { action: "cycle.read", target: "cycle" }, NOW, async (transaction) => granted(await work(transaction))));

const waitingFor = (role: OperatorRole) => reading((transaction) => sheetsWaitingFor(transaction, as(role), NOW), as(role));

const outstanding = async (cycleId: string): Promise<string[]> =>
  value(await readCycleProgress(as("ciso"), { cycleId, ...PAGE, state: "outstanding" }, NOW)).items.map(({ id }) => id);

const obstacleOf = (cycleId: string) =>
  reading(async (transaction) => {
    const cycle = await readCycle(transaction, cycleId, "none");
    if (!cycle) throw new Error("cycle");
    return submissionObstacle({ transaction, now: NOW }, cycle);
  });

async function unansweredOf(sheetId: string): Promise<number> {
  return withClient(own.ownerUrl, async (client) => {
    const { rows } = await client.query<{ left: number }>("SELECT measures - answered AS left FROM sheet WHERE id = $1", [sheetId]);
    return rows[0]?.left ?? 0;
  });
}

describe("a cycle from answers to submission", () => {
  it("F3 keeps tallies equal to a recount, and scores equal to the engine's on the exported answers", async () => {
    const codes = new Map(kuko.sections.map(({ id, code }) => [id, code]));
    const same = async (cycleId: string): Promise<void> => {
      await noDifferences();
      const file = await readExport(value(await exportAnswers(as("auditor"), { cycleId }, NOW)));
      for (const by of [undefined, "role", "department", "system", "phase"] as const) {
        const engine = scoreFile(kuko, file, by);
        if (!engine.ok) throw new Error(JSON.stringify(engine.refusal));
        expect(value(await readScores(as("ciso"), { cycleId, by }, NOW))).toEqual(scoresJson(engine.value, (id) => codes.get(id) ?? id));
      }
    };
    const cycleId = await plannedCycle();
    value(await handOutAsShown(as("ciso"), { cycleId }, NOW));
    await same(cycleId);
    const sheets = await sheetsOf(cycleId);
    for (const [seed, sheet] of sheets.slice(0, -2).entries()) await answerAndHandIn(sheet, seed);
    await same(cycleId);
    const handler = sheets.find(({ role, person }) => role === "handler" && person === world.people.handler.personId);
    if (!handler) throw new Error("the handler's sheet");
    if (sheets.indexOf(handler) >= sheets.length - 2) await answerAndHandIn(handler, 1);
    value(await returnSheet(as("manager"), { sheetId: handler.id, reason: "根拠を書いてください" }, NOW));
    await same(cycleId);
    value(await handInSheet(as("handler"), { sheetId: handler.id, confirmedUnanswered: await unansweredOf(handler.id) }, NOW));
    value(await acceptAsShown(as("manager"), [handler.id], NOW));
    await same(cycleId);
    const system = sheets.find(({ role }) => role === "systemAdministrator");
    if (!system) throw new Error("the administrator's sheet");
    value(await withdrawAsShown(as("secretariat"), system.id, "システムを廃止した", NOW));
    await same(cycleId);
    expect(value(await readGapReport(as("executive"), { cycleId }, NOW)).gaps.length).toBeGreaterThan(0);
    const csv = String(value(await readGapReportCsv(as("executive"), { cycleId }, NOW)).file);
    expect(csv.startsWith("\ufeff")).toBe(true);
    expect(csv).not.toMatch(/(^|,|")=備考/m);
    expect(value(await readScores(as("manager"), { cycleId }, NOW))).toEqual(
      value(await readScores(as("manager"), { cycleId, department: world.departments[0] }, NOW)),
    );
    expect(codeOf(await readScores(as("manager"), { cycleId, department: world.departments[0] }, NOW))).toBe("ok");
    expect(codeOf(await readScores(as("manager"), { cycleId, department: world.departments[1] }, NOW))).toBe("not_permitted");
  });

  it("approves without returned sheets even if none is accepted, submits what was previewed, and never changes it", async () => {
    const cycleId = await plannedCycle();
    value(await handOutAsShown(as("ciso"), { cycleId }, NOW));
    const sheets = await sheetsOf(cycleId);
    for (const [seed, sheet] of sheets.entries()) await answerAndHandIn(sheet, seed);
    const ciso = sheets.find(({ role }) => role === "ciso");
    const manager = sheets.find(({ role, person }) => role === "securityManager" && person === world.people.manager.personId);
    if (!ciso || !manager) throw new Error("sheets");
    const waiting = async (role: OperatorRole) =>
      (await waitingFor(role))
        .filter((sheet) => sheet.cycleId === cycleId)
        .map(({ id }) => sheets.find((sheet) => sheet.id === id)?.role)
        .sort();
    expect(await waiting("handler")).toEqual([]);
    expect(await waiting("executive")).toEqual(["ciso", "handler"]);
    expect(new Set(await waiting("manager"))).toEqual(new Set(["handler", "systemAdministrator"]));
    expect(await waiting("ciso")).toEqual(expect.arrayContaining(["executive", "securityManager", "securityCommittee"]));
    expect(await waiting("ciso")).not.toContain("ciso");
    expect(codeOf(await approveCycle(as("ciso"), { cycleId }, NOW))).toBe("wrong_state");
    expect(codeOf(await reviewCycle(as("secretariat"), { cycleId, confirmedOutstanding: 0 }, NOW))).toBe("not_permitted");
    value(await reviewCycle(as("ciso"), { cycleId, confirmedOutstanding: 0 }, NOW));
    expect(codeOf(await acceptAsShown(as("ciso"), [ciso.id], NOW))).toBe("not_permitted");
    expect(await outstanding(cycleId)).toEqual([]);
    value(await returnSheet(as("ciso"), { sheetId: manager.id, reason: "見直してください" }, NOW));
    expect(await outstanding(cycleId)).toEqual([manager.id]);
    expect(await obstacleOf(cycleId)).toBeNull();
    expect(codeOf(await approveCycle(as("ciso"), { cycleId }, NOW))).toBe("sheet_returned");
    value(await handInSheet(as("manager"), { sheetId: manager.id, confirmedUnanswered: await unansweredOf(manager.id) }, NOW));
    expect(codeOf(await submitCycle(as("ciso"), { cycleId, surveyId }, NOW))).toBe("wrong_state");
    value(await approveCycle(as("ciso"), { cycleId }, NOW));
    expect(codeOf(await reopenCycle(as("ciso"), { cycleId, reason: " " }, NOW))).toBe("reason_required");

    expect(await obstacleOf(cycleId)).toBeNull();
    const preview = value(await previewSubmission(as("ciso"), { cycleId }, NOW));
    expect(preview.obstacles).toEqual([]);
    expect(preview.scores).toEqual(value(await readScores(as("ciso"), { cycleId }, NOW)));
    expect(codeOf(await submitCycle(as("ciso"), { cycleId, surveyId, hash: "0".repeat(64) }, NOW))).toBe("confirmation_required");
    expect(codeOf(await submitCycle(as("executive"), { cycleId, surveyId }, NOW))).toBe("not_permitted");
    expect(codeOf(await submitCycle(as("ciso"), { cycleId, surveyId: randomUUID() }, NOW))).toBe("not_called");
    const sent = value(await submitCycle(as("ciso"), { cycleId, surveyId, hash: preview.hash }, NOW));
    const stored = value(await readSubmission(as("auditor"), { submissionId: sent.id }, NOW));
    expect(sha256(canonicalJson(stored.content))).toBe(sent.hash);
    expect(sha256(JSON.stringify(stored.content))).toBe(sent.hash);
    expect(JSON.stringify(stored.content)).not.toMatch(/部署|システム\d|試験空港/);

    await withClient(own.ownerUrl, async (client) => {
      await expect(client.query("UPDATE submission SET hash = repeat('0', 64)")).rejects.toThrow(/append-only/);
      await expect(client.query("DELETE FROM submission")).rejects.toThrow(/append-only/);
    });

    const kept = await reading((transaction) => lastSubmission(transaction, cycleId));
    expect(kept).toMatchObject({ version: 1, hash: sent.hash, byName: world.people.ciso.name });
    expect(sha256(kept?.canonical ?? "")).toBe(sent.hash);
    value(await reopenCycle(as("ciso"), { cycleId, reason: "誤りを直すため" }, NOW));
    const audited = await withClient(own.ownerUrl, (client) =>
      client.query("SELECT detail->>'reason' AS reason FROM audit WHERE target = $1 AND action = 'cycle.reopen' AND outcome = 'done'", [`cycle/${cycleId}`]),
    );
    expect(audited.rows).toEqual([{ reason: "誤りを直すため" }]);
    value(await reviewCycle(as("ciso"), { cycleId, confirmedOutstanding: 0 }, NOW));
    value(await approveCycle(as("ciso"), { cycleId }, NOW));
    const corrected = value(await submitCycle(as("ciso"), { cycleId, surveyId }, NOW));
    expect(corrected.version).toBe(2);
    expect(value(await readSubmission(as("ciso"), { submissionId: corrected.id }, NOW)).previousHash).toBe(sent.hash);
    expect(codeOf(await handOutAsShown(as("ciso"), { cycleId }, NOW))).toBe("wrong_state");
  });

  it("cannot be submitted with only some measures, nor to a closed survey", async () => {
    const closed = await withClient(own.ownerUrl, (client) => makeSurvey(client, "airport", [world.operatorId], "closed"));
    const cycleId = await plannedCycle(world, { ...PLAN, measures: ["kuko-2:3.1.1:1"] });
    value(await handOutAsShown(as("ciso"), { cycleId }, NOW));
    for (const sheet of await sheetsOf(cycleId)) {
      await answerAndHandIn(sheet, 1);
      if (sheet.role === "ciso") value(await acceptAsShown(as("executive"), [sheet.id], NOW));
    }
    value(await reviewCycle(as("ciso"), { cycleId, confirmedOutstanding: 0 }, NOW));
    value(await approveCycle(as("ciso"), { cycleId }, NOW));
    expect(codeOf(await submitCycle(as("ciso"), { cycleId, surveyId }, NOW))).toBe("cycle_not_complete");
    expect((await obstacleOf(cycleId))?.code).toBe("cycle_not_complete");
    const preview = value(await previewSubmission(as("auditor"), { cycleId, surveyId: closed }, NOW));
    expect(preview.obstacles.map(({ code }) => code)).toEqual(["cycle_not_complete", "survey_not_open"]);
  });
});
