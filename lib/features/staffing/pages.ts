import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { grouped } from "@/lib/domain/shared/grouped";
import { loadPlannedHandovers } from "@/lib/features/handover/plans/pages";
import { readStaffing } from "@/lib/features/staffing/counts/queries";
import type { Staffing } from "@/lib/features/staffing/record/schema";
import type { StaffingLine, StaffingView } from "@/lib/features/staffing/record/view";
import { sheetsInState } from "@/lib/labels/cycle-texts";
import { ROLE_WORDS } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";

const STAFFING_HREF = "/operator/staffing";
/** The list of planned handovers. */
export const HANDOVERS_HREF = `${STAFFING_HREF}#handovers`;

/** What is missing, without what is not. */
export function staffingLines(counts: Staffing["counts"]): StaffingLine[] {
  const line = (count: number, text: string, href: string, button: string): StaffingLine[] => (count === 0 ? [] : [{ text, href, button }]);
  return [
    ...line(counts.handoversToConfirm, `確認が必要な引継ぎが${counts.handoversToConfirm}件あります`, HANDOVERS_HREF, "確かめる"),
    ...line(counts.withoutSheet, `点検票のない人が${counts.withoutSheet}人います`, `${STAFFING_HREF}#without-sheet`, "配る"),
    ...line(counts.unanswerable, `回答する人がいない点検票が${counts.unanswerable}枚あります`, `${STAFFING_HREF}#unanswerable`, "決める"),
    ...line(counts.vacantPosts, `空席の役職が${counts.vacantPosts}つあります`, `${STAFFING_HREF}#vacant`, "人を決める"),
    ...line(counts.withoutPassword, `パスワードをまだ決めていない人が${counts.withoutPassword}人います`, "/operator/people/invitations", "招待する"),
  ];
}

const postText = ({ role, departmentName, systemName }: Staffing["vacantPosts"][number]): string => {
  const place = departmentName ?? systemName;
  return place === null ? ROLE_WORDS[role] : `${ROLE_WORDS[role]}（${place}）`;
};

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
    vacantPosts: found.vacantPosts.map(postText),
    unanswerable: found.unanswerable.map(({ cycleId, cycleTitle, sheets }) => ({
      text: `${cycleTitle}　${sheets}枚`,
      href: sheetsInState(cycleId, "unanswerable"),
    })),
  };
}
