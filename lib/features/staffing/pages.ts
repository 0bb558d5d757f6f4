import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { grouped } from "@/lib/domain/shared/grouped";
import { granted } from "@/lib/domain/shared/result";
import { loadPlannedHandovers } from "@/lib/features/handover/plans/pages";
import { readStaffing, readWithReasons } from "@/lib/features/staffing/counts/queries";
import type { Staffing } from "@/lib/features/staffing/record/schema";
import { needsOf, VACANT_TEXT } from "@/lib/features/staffing/record/texts";
import type { StaffingLine, StaffingView } from "@/lib/features/staffing/record/view";
import { cycleHref, sheetsInState } from "@/lib/labels/cycle-texts";
import { sentence } from "@/lib/labels/own-direction";
import { postTitle } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";

/** What is missing, each in one line. */
export const staffingLines = (counts: Staffing["counts"]): StaffingLine[] => needsOf(counts).map(({ title, href, button }) => ({ text: title, href, button }));

const readStaffingPage = reading({
  of: readStaffing,
  on: ofOwnOperator("people"),
  run: async ({ transaction }) => granted(await readWithReasons(transaction)),
});

/** How many people are not on the list, which has the first of them. */
const hiddenOf = (total: number, people: Staffing["withoutSheet"]): number => total - new Set(people.map(({ personId }) => personId)).size;

/** The lists behind the numbers. */
export async function loadStaffing(): Promise<StaffingView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const { staffing: found, prevented, reasons } = valueOrPage(await readStaffingPage(visitor, {}, now));
  const mayHandOut = mayAtOwn(visitor.actor, "cycle.open");
  const byCycle = <Entry extends { readonly cycleId: string; readonly cycleTitle: string }>(entries: readonly Entry[]) =>
    [...grouped(entries, ({ cycleId }) => cycleId)].map(([cycleId, within]) => {
      const whyNot = reasons.get(cycleId) ?? null;
      return { cycleId, title: within[0]?.cycleTitle ?? "", whyNot, handsOut: mayHandOut && whyNot === null, within };
    });
  const hidden = hiddenOf(found.counts.withoutSheet, found.withoutSheet);
  const hiddenPrevented = hiddenOf(prevented.total, prevented.withoutSheet);
  return {
    lines: staffingLines(found.counts),
    planned: await loadPlannedHandovers(visitor, now),
    moreTexts: [
      ...(hidden > 0 ? [`ほかに${hidden}人います。${mayHandOut ? "配ると、続きが出ます。" : ""}`] : []),
      ...(hiddenPrevented > 0 ? [`配れない回では、ほかに${hiddenPrevented}人います。`] : []),
    ],
    withoutSheet: byCycle([...found.withoutSheet, ...prevented.withoutSheet]).map(({ within, ...of }) => ({
      ...of,
      people: within.map(({ personId, personName, departmentName }) => ({
        ...{ id: personId, name: personName, department: departmentName },
        href: `/operator/people/${personId}`,
      })),
    })),
    postsWithoutSheet: byCycle([...found.postsWithoutSheet, ...prevented.postsWithoutSheet]).map(({ within, handsOut, ...of }) => ({
      ...of,
      posts: within.map(postTitle),
      href: handsOut ? `${cycleHref(of.cycleId, "progress")}#later` : null,
    })),
    vacantPosts: found.vacantPosts.map(postTitle),
    vacantText: VACANT_TEXT,
    appoints: mayAtOwn(visitor.actor, "people.manage"),
    unanswerable: found.unanswerable.map(({ cycleId, cycleTitle, sheets }) => ({
      text: sentence`${cycleTitle}　${sheets}枚`,
      href: sheetsInState(cycleId, "unanswerable"),
    })),
  };
}
