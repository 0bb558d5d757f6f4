import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { grouped } from "@/lib/domain/shared/grouped";
import { loadPlannedHandovers } from "@/lib/features/handover/plans/pages";
import { readStaffing } from "@/lib/features/staffing/counts/queries";
import type { Staffing } from "@/lib/features/staffing/record/schema";
import { needsOf, VACANT_TEXT } from "@/lib/features/staffing/record/texts";
import type { StaffingLine, StaffingView } from "@/lib/features/staffing/record/view";
import { cycleHref, sheetsInState } from "@/lib/labels/cycle-texts";
import { sentence } from "@/lib/labels/own-direction";
import { postTitle } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";

/** What is missing, each in one line. */
export const staffingLines = (counts: Staffing["counts"]): StaffingLine[] => needsOf(counts).map(({ title, href, button }) => ({ text: title, href, button }));

/** The lists behind the numbers. */
export async function loadStaffing(): Promise<StaffingView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const found = valueOrPage(await readStaffing(visitor, {}, now));
  const handsOut = mayAtOwn(visitor.actor, "cycle.open");
  const hidden = found.counts.withoutSheet - new Set(found.withoutSheet.map(({ personId }) => personId)).size;
  return {
    lines: staffingLines(found.counts),
    planned: await loadPlannedHandovers(visitor, now),
    moreText: hidden > 0 ? `ほかに${hidden}人います。配ると、続きが出ます。` : null,
    withoutSheet: [...grouped(found.withoutSheet, ({ cycleId }) => cycleId)].map(([cycleId, people]) => ({
      cycleId,
      title: people[0]?.cycleTitle ?? "",
      people: people.map(({ personId, personName, departmentName }) => ({
        ...{ id: personId, name: personName, department: departmentName },
        href: `/operator/people/${personId}`,
      })),
      handsOut,
    })),
    postsWithoutSheet: [...grouped(found.postsWithoutSheet, ({ cycleId }) => cycleId)].map(([cycleId, posts]) => ({
      cycleId,
      title: posts[0]?.cycleTitle ?? "",
      posts: posts.map(postTitle),
      href: `${cycleHref(cycleId, "progress")}#later`,
    })),
    vacantPosts: found.vacantPosts.map(postTitle),
    vacantText: VACANT_TEXT,
    unanswerable: found.unanswerable.map(({ cycleId, cycleTitle, sheets }) => ({
      text: sentence`${cycleTitle}　${sheets}枚`,
      href: sheetsInState(cycleId, "unanswerable"),
    })),
  };
}
