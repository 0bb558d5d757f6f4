import "server-only";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { decide } from "@/lib/domain/access/permission";
import { binds } from "@/lib/domain/guideline/binding";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { unfitNow } from "@/lib/features/cycles/hand-out/commands";
import { previewHandOut } from "@/lib/features/cycles/hand-out/queries";
import { leftOutViews, placeText } from "@/lib/features/cycles/plan/texts";
import { readLeftOut, readPlaceNames } from "@/lib/features/cycles/record/queries";
import { overlappingCycles, permittedCycle } from "@/lib/features/cycles/record/record";
import type { HandOutPreview } from "@/lib/features/cycles/record/schema";
import type { HandOutView, PlanFormView, VacancyView } from "@/lib/features/cycles/record/view";
import { sectorOfOperator } from "@/lib/features/guidelines/binding/queries";
import { type EditionIndex, editionIds, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { editionOf } from "@/lib/features/results/scores/queries";
import { CYCLES_HREF, cycleHref, examplesNoteOf, itemWordOf, periodText } from "@/lib/labels/cycle-texts";
import { itemLabel } from "@/lib/labels/item-title";
import { calendarDate } from "@/lib/labels/japanese-date";
import { ROLE_WORDS } from "@/lib/labels/words";
import { look } from "@/lib/server/audit/change";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";

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
    : `期間の重なる点検の回が進んでいます：${overlapping.map(({ title, from, to }) => `「${title}」（${periodText(from, to)}）`).join("、")}`;

/** The empty form of a new cycle, with a title and dates that can be changed. */
export async function loadNewPlan(): Promise<PlanFormView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const today = calendarDate(now);
  const { editions, overlapping } = valueOrPage(
    await look(visitor, { action: "cycle.plan", target: "cycle" }, now, async (transaction) => {
      const { operatorId } = visitor.actor;
      if (operatorId === null || !decide(visitor.actor, "cycle.plan", { operatorId }).ok)
        return refused(refusal("not_permitted", "点検の回を計画する権限がありません。"));
      const found: EditionIndex[] = [];
      const sector = await sectorOfOperator(transaction, operatorId);
      for (const id of (await editionIds(transaction)).filter((edition) => binds(sector, edition))) {
        const index = await loadEdition(transaction, id);
        if (index) found.push(index);
      }
      const running = await overlappingCycles(transaction, { id: null, editionId: null, from: today, to: today });
      return granted({ editions: found.sort((a, b) => Number(a.edition.old) - Number(b.edition.old)), overlapping: running });
    }),
  );
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

/** The plan of a cycle that is not handed out yet; `choosing` where measures are about to be chosen. */
export async function loadPlan(cycleId: string, choosing: boolean): Promise<PlanFormView> {
  const visitor = await requireVisitor();
  const { cycle, index, overlapping } = valueOrPage(
    await look(visitor, { action: "cycle.plan", target: `cycle/${cycleId}` }, new Date(), async (transaction) => {
      const found = await permittedCycle(transaction, visitor, cycleId, "cycle.plan");
      if (!found.ok) return found;
      const { id, editionId, periodFrom: from, periodTo: to } = found.value;
      return granted({
        cycle: found.value,
        index: await editionOf(transaction, found.value),
        overlapping: await overlappingCycles(transaction, { id, editionId, from, to }),
      });
    }),
  );
  if (cycle.state !== "planned") redirect(cycleHref(cycleId) as Route);
  return {
    ...{ heading: "計画を変える", note: "点検票を配るまでは、いつでも変えられます。", backHref: cycleHref(cycleId), backLabel: cycle.title, cycleId },
    editions: [{ value: cycle.editionId, label: editionLabel(index) }],
    edition: cycle.editionId,
    ...{ title: cycle.title, from: cycle.periodFrom, to: cycle.periodTo, dueOn: cycle.dueOn, examples: cycle.exampleMode },
    all: cycle.selectedItems === null && !choosing,
    chosen: cycle.selectedItems ?? [],
    sections: sectionChoices(index),
    itemWord: itemWordOf(index.edition),
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
    itemsText: `${itemWordOf(index.edition)}${place.items.length}件`,
    items: place.items.map((id) => ({ id, label: itemLabel(index, id) })),
    ...{ role, departmentId: departmentId ?? "", systemId: systemId ?? "" },
  };
}

/** What would be handed out, and what keeps the cycle from being opened. */
export async function loadHandOut(cycleId: string): Promise<HandOutView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const { unfit, cycle, index, names, leftOut, overlapping } = valueOrPage(
    await look(visitor, { action: "cycle.handOutPreview", target: `cycle/${cycleId}` }, now, async (transaction) => {
      const found = await permittedCycle(transaction, visitor, cycleId, "cycle.open");
      if (!found.ok) return found;
      const edition = await editionOf(transaction, found.value);
      const placeNames = await readPlaceNames(transaction);
      const entries = leftOutViews(edition, await readLeftOut(transaction, cycleId), placeNames);
      const { id, editionId, periodFrom: from, periodTo: to } = found.value;
      const running = await overlappingCycles(transaction, { id, editionId, from, to });
      const unfit = await unfitNow(transaction, found.value, now);
      return granted({ unfit, cycle: found.value, index: edition, names: placeNames, leftOut: entries, overlapping: running });
    }),
  );
  if (cycle.state !== "planned") redirect(cycleHref(cycleId) as Route);
  const preview = await previewHandOut(visitor, { cycleId }, now);
  const { sheets, roles, unassigned } = preview.ok ? preview.value : { sheets: 0, roles: [], unassigned: [] };
  const missing = new Set(unassigned.flatMap(({ items }) => items)).size;
  return {
    ...{ cycleId, cycleTitle: cycle.title, backHref: cycleHref(cycleId), state: cycle.state, leftOut },
    totalText: missing === 0 ? `点検票${sheets}枚を配ります。` : `回答する人が決まっているのは、点検票${sheets}枚です。`,
    overlapText: overlapTextOf(overlapping),
    roles: roles.map(({ role, ...counts }) => ({ role: ROLE_WORDS[role], ...counts })),
    vacancies: unassigned.map((place) => vacancyView(index, place, names)),
    vacancyText:
      missing === 0 ? null : `回答する人のいない${itemWordOf(index.edition)}が${missing}件あります。人と役割を登録するか、CISO が理由を付けて外すと配れます。`,
    mayLeaveOut: decide(visitor.actor, "cycle.leaveOut", { operatorId: cycle.operatorId }).ok,
    peopleHref: "/operator/people",
    planHref: cycleHref(cycleId, "plan"),
    problem: unfit?.detail ?? (preview.ok ? null : preview.refusal.detail),
  };
}
