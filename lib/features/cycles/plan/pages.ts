import "server-only";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { binds } from "@/lib/domain/guideline/binding";
import { granted } from "@/lib/domain/shared/result";
import { beforePeriodText, daysBeforePeriod, type EqualCycle, equalCycles, equalText } from "@/lib/features/cycles/doubling/queries";
import { openCycle, unfitNow } from "@/lib/features/cycles/hand-out/commands";
import { previewHandOut } from "@/lib/features/cycles/hand-out/queries";
import { planCycle } from "@/lib/features/cycles/plan/commands";
import { leftOutViews, placeText } from "@/lib/features/cycles/plan/texts";
import { editionOf, readLeftOut, readPlaceNames } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle, overlappingCycles } from "@/lib/features/cycles/record/record";
import type { HandOutPreview } from "@/lib/features/cycles/record/schema";
import type { HandOutView, PlanFormView, VacancyView } from "@/lib/features/cycles/record/view";
import { sectorOfOperator } from "@/lib/features/guidelines/binding/queries";
import { type EditionIndex, editionIds, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { itemWord } from "@/lib/labels/answer-words";
import { CYCLES_HREF, cycleHref, examplesNoteOf, periodText } from "@/lib/labels/cycle-texts";
import { itemLabel } from "@/lib/labels/item-title";
import { calendarDate } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { bearersText } from "@/lib/labels/permission-words";
import { ROLE_WORDS } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { BEFORE_A_CHANGE } from "@/lib/server/use-cases/takes-out";
import { ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";

const MEASURES = "measure";

function sectionChoices(index: EditionIndex): PlanFormView["sections"] {
  const bySection = new Map<string, { label: string; measures: { id: string; label: string }[] }>();
  for (const item of index.edition.items) {
    if (item.kind !== MEASURES) continue;
    const section = index.sections.get(item.section);
    const entry = bySection.get(item.section) ?? { label: `${section?.code ?? ""} ${section?.heading ?? ""}`, measures: [] };
    entry.measures.push({ id: item.id, label: `${itemLabel(index, item.id)}　${item.text.slice(0, 60)}${item.text.length > 60 ? "…" : ""}` });
    bySection.set(item.section, entry);
  }
  return [...bySection.values()];
}

const editionLabel = ({ edition }: EditionIndex): string => `${edition.title} ${edition.editionLabel}${edition.old ? "（旧版）" : ""}`;

const overlapTextOf = (overlapping: Awaited<ReturnType<typeof overlappingCycles>>): string | null =>
  overlapping.length === 0
    ? null
    : `期間の重なる点検の回が進んでいます：${overlapping.map(({ title, from, to }) => sentence`「${title}」（${periodText(from, to)}）`).join("、")}`;

/** The editions that bind the operator, and the cycles running on a day. */
const readNewPlan = reading({
  of: planCycle,
  takesOut: BEFORE_A_CHANGE,
  on: ofOwnOperator("cycle"),
  input: z.object({ day: z.string() }),
  async run({ transaction, subject: { operatorId }, input: { day } }) {
    const found: EditionIndex[] = [];
    const sector = await sectorOfOperator(transaction, operatorId);
    for (const id of (await editionIds(transaction)).filter((edition) => binds(sector, edition))) {
      const index = await loadEdition(transaction, id);
      if (index) found.push(index);
    }
    const overlapping = await overlappingCycles(transaction, { id: null, editionId: null, from: day, to: day });
    return granted({ editions: found.sort((a, b) => Number(a.edition.old) - Number(b.edition.old)), overlapping });
  },
});

/** The empty form of a new cycle, with a title and dates that can be changed. */
export async function loadNewPlan(): Promise<PlanFormView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const today = calendarDate(now);
  const { editions, overlapping } = valueOrPage(await readNewPlan(visitor, { day: today }, now));
  const [year = 0, month = 0] = today.split("-").map(Number);
  return {
    ...{ heading: "点検の回を計画する", note: "点検票を配るまでは、いつでも変えられます。", backHref: CYCLES_HREF, backLabel: "点検の回", cycleId: null },
    editions: editions.map((index) => ({ value: index.edition.id, label: editionLabel(index) })),
    edition: editions[0]?.edition.id ?? "",
    title: `${month >= 4 ? year : year - 1}年度 自己点検`,
    ...{ from: today, to: "", dueOn: "", examples: "optional", all: true, chosen: [], sections: [] },
    itemWord: "項目",
    examplesNote: editions.flatMap(({ edition }) => examplesNoteOf(edition) ?? []).join("") || null,
    overlapText: overlapTextOf(overlapping),
  };
}

const readPlan = reading({
  of: planCycle,
  takesOut: BEFORE_A_CHANGE,
  on: cycle.seen,
  async run({ transaction, subject }) {
    const { id, editionId, periodFrom: from, periodTo: to } = subject;
    const overlapping = await overlappingCycles(transaction, { id, editionId, from, to });
    return granted({ cycle: subject, index: await editionOf(transaction, subject), overlapping });
  },
});

/** The plan of a cycle before handing out; `choosing`: the visitor is about to select measures. */
export async function loadPlan(cycleId: string, choosing: boolean): Promise<PlanFormView> {
  const visitor = await requireVisitor();
  const { cycle: planned, index, overlapping } = valueOrPage(await readPlan(visitor, { cycleId }, new Date()));
  if (planned.state !== "planned") redirect(cycleHref(cycleId) as Route);
  return {
    ...{ heading: "計画を変える", note: "点検票を配るまでは、いつでも変えられます。", backHref: cycleHref(cycleId), backLabel: planned.title, cycleId },
    editions: [{ value: planned.editionId, label: editionLabel(index) }],
    edition: planned.editionId,
    ...{ title: planned.title, from: planned.periodFrom, to: planned.periodTo, dueOn: planned.dueOn, examples: planned.exampleMode },
    all: planned.selectedItems === null && !choosing,
    chosen: planned.selectedItems ?? [],
    sections: sectionChoices(index),
    itemWord: itemWord(index.edition.kind),
    examplesNote: examplesNoteOf(index.edition),
    overlapText: overlapTextOf(overlapping),
  };
}

const CAUSES = {
  noPerson: "人が登録されていません",
  noDepartment: "部署が登録されていません",
  noSystem: "重要システムが登録されていません",
  noAppointment: "この役割の人が決まっていません",
} as const satisfies Record<HandOutPreview["unassigned"][number]["cause"], string>;

function vacancyView(index: EditionIndex, place: HandOutPreview["unassigned"][number], names: ReadonlyMap<string, string>): VacancyView {
  const { role, departmentId, systemId, cause } = place;
  return {
    key: [role, departmentId, systemId].join("/"),
    place: placeText({ role, departmentId, systemId }, names),
    cause: CAUSES[cause],
    itemsText: `${itemWord(index.edition.kind)}${place.items.length}件`,
    items: place.items.map((id) => ({ id, label: itemLabel(index, id) })),
    ...{ role, departmentId: departmentId ?? "", systemId: systemId ?? "" },
  };
}

const readHandOut = reading({
  of: openCycle,
  takesOut: BEFORE_A_CHANGE,
  on: cycle.seen,
  async run({ transaction, subject, now }) {
    const index = await editionOf(transaction, subject);
    const names = await readPlaceNames(transaction);
    const leftOut = leftOutViews(index, await readLeftOut(transaction, subject.id), names);
    const equal = await equalCycles(transaction, subject, "handingOut");
    return granted({ cycle: subject, index, names, leftOut, equal, unfit: await unfitNow(transaction, subject, now) });
  },
});

/** What has to be confirmed before the sheets are handed out. */
function handingOutAsks(
  planned: CycleRecord,
  equal: readonly EqualCycle[],
  now: Date,
): Pick<HandOutView, "overlapText" | "earlyText" | "confirmed" | "button"> {
  const days = daysBeforePeriod(planned, now);
  const despite = [...(equal.length === 0 ? [] : [`重なる回が${equal.length}回あるまま`]), ...(days === 0 ? [] : [`期間の${days}日前に`])].join("、");
  return {
    overlapText: equalText(equal) || null,
    earlyText: beforePeriodText(days, planned) || null,
    confirmed: { equalCycles: equal.length, daysEarly: days },
    button: `${despite}点検票を配り、回答を始める`,
  };
}

/** The sheets to be handed out, and what prevents opening the cycle. */
export async function loadHandOut(cycleId: string): Promise<HandOutView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const { unfit, cycle: planned, index, names, leftOut, equal } = valueOrPage(await readHandOut(visitor, { cycleId }, now));
  if (planned.state !== "planned") redirect(cycleHref(cycleId) as Route);
  const preview = await previewHandOut(visitor, { cycleId }, now);
  const { sheets, roles, unassigned } = preview.ok ? preview.value : { sheets: 0, roles: [], unassigned: [] };
  const missing = new Set(unassigned.flatMap(({ items }) => items)).size;
  return {
    ...{ cycleId, cycleTitle: planned.title, backHref: cycleHref(cycleId), state: planned.state, leftOut },
    totalText: missing === 0 ? `点検票${sheets}枚を配ります。` : `回答する人が決まっているのは、点検票${sheets}枚です。`,
    ...handingOutAsks(planned, equal, now),
    roles: roles.map(({ role, ...counts }) => ({ role: ROLE_WORDS[role], ...counts })),
    vacancies: unassigned.map((place) => vacancyView(index, place, names)),
    vacancyText:
      missing === 0
        ? null
        : `回答する人のいない${itemWord(index.edition.kind)}が${missing}件あります。人と役割を登録するか、${bearersText("cycle.leaveOut")}が理由を付けて外すと配れます。`,
    mayLeaveOut: mayAtOwn(visitor.actor, "cycle.leaveOut"),
    peopleHref: "/operator/people",
    planHref: cycleHref(cycleId, "plan"),
    problem: unfit?.detail ?? (preview.ok ? null : preview.refusal.detail),
  };
}
