import { expect, it, vi } from "vitest";
import { loadCycle } from "@/lib/features/cycle-pages/overview/pages";
import { listCycles, readCycleDetail } from "@/lib/features/cycles/list/queries";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { approveCycle } from "@/lib/features/cycles/transitions/commands";
import { readGapReport, readGapReportCsv } from "@/lib/features/results/gap-report/queries";
import { loadSubmit } from "@/lib/features/submissions/pages";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { name } from "@/tests/support/deputies";
import { as, valueOf } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen = vi.hoisted(() => ({ visitor: null as Visitor | null }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));

const NOW = new Date();
prepareOperatorGround(async () => {
  await name(world, "secretariat");
  await name(world, "colleague", { role: "secretariat" });
});

/** Who acts, the post that they represent, and how a reader finds them named. */
const CAPACITIES = [
  ["secretariat", "ciso//", "試験空港 secretariat（代行：最高情報セキュリティ責任者（CISO））"],
  ["ciso", null, "試験空港 ciso"],
] as const;

/** The lines of the cover of a report, by their term. */
const lineOf = (lines: readonly { readonly term: string; readonly description: unknown }[], term: string) =>
  lines.find((line) => line.term === term)?.description;

it.each(CAPACITIES)("M6 who approved a round is named with the post that they represented: %s", async (who, represented, named) => {
  const { cycleId } = await makeCycle(ground.owner, world, { state: "reviewing", sheets: "accepted" });
  valueOf(await approveCycle(await as(world, who), { cycleId }, NOW));
  const reader = await as(world, "auditor");
  const approval = { approvedBy: world.people[who].name, approvalRepresented: represented };
  expect(valueOf(await readCycleDetail(reader, { cycleId }, NOW))).toMatchObject(approval);
  expect(valueOf(await listCycles(reader, { page: 1, perPage: 50 }, NOW)).items).toMatchObject([approval]);
  const { cover } = valueOf(await readGapReport(reader, { cycleId }, NOW)) as { readonly cover: object };
  expect(cover).toMatchObject({ approval: { by: world.people[who].name, represented } });
  const csv = String(valueOf(await readGapReportCsv(reader, { cycleId }, NOW)).file);
  expect(csv.split(/\r?\n/u).find((line) => line.startsWith("承認"))).toContain(`承認,${named} `);
  seen.visitor = await as(world, "ciso");
  expect(lineOf((await loadCycle(cycleId, {})).facts, "承認")).toMatch(new RegExp(`　${named}$`, "u"));
});

it.each([...CAPACITIES, ["colleague", "secretariat//", "試験空港 colleague（代行：事務局）"]] as const)(
  "M6 who changed an open round is named with the post that they represented: %s",
  async (who: OperatorRole, represented, named) => {
    const { cycleId } = await makeCycle(ground.owner, world, { state: "open", sheets: "inProgress" });
    // Who holds a post acts from it before they act as a deputy.
    await ground.owner.query("DELETE FROM appointment WHERE operator_id = $1 AND person_id = $2 AND role = 'secretariat'", [
      world.operatorId,
      world.people.secretariat.personId,
    ]);
    valueOf(await changePlan(await as(world, who), { cycleId, dueOn: dayFromNow(45), reason: "連休があるため" }, NOW));
    const { changes } = valueOf(await readCycleDetail(await as(world, "handler"), { cycleId }, NOW));
    expect(changes).toMatchObject([{ byName: world.people[who].name, represented }]);
    seen.visitor = await as(world, "ciso");
    expect((await loadCycle(cycleId, {})).changes.map(({ text }) => text)).toEqual([expect.stringMatching(new RegExp(`　${named}$`, "u"))]);
  },
);

it.each(CAPACITIES)("M6 who submitted a round is named with the post that they represented: %s", async (who, _represented, named) => {
  const { cycleId } = await makeCycle(ground.owner, world, { state: "reviewing", sheets: "accepted" });
  const surveyId = await makeSurvey(ground.owner, world.sectorId, [world.operatorId]);
  valueOf(await approveCycle(await as(world, "ciso"), { cycleId }, NOW));
  valueOf(await submitCycle(await as(world, who), { cycleId, surveyId }, NOW));
  seen.visitor = await as(world, "ciso");
  expect(lineOf((await loadSubmit(cycleId, undefined)).facts, "提出")).toMatch(new RegExp(`　${named}$`, "u"));
  expect((await loadCycle(cycleId, {})).submissions.map(({ text }) => text)).toEqual([expect.stringMatching(new RegExp(`　${named}$`, "u"))]);
});
