import "server-only";
import { requireVisitor } from "@/lib/auth/current";
import { valueOrPage } from "@/lib/auth/refused-page";
import { readAssignment } from "@/lib/features/assignment/data";
import type { AssignmentView } from "@/lib/features/assignment/view";
import { ROLE_WORDS } from "@/lib/features/words";

/** Who answers a sheet now and who could; `search` is part of a name or address. */
export async function loadAssignment(sheetId: string, search: string): Promise<AssignmentView> {
  const visitor = await requireVisitor();
  const { summary, candidates } = valueOrPage(await readAssignment(visitor, sheetId, search.trim(), new Date()));
  return {
    sheetId,
    cycleId: summary.cycleId,
    title: `${ROLE_WORDS[summary.role]}の点検票　${summary.personName ?? summary.systemName ?? summary.departmentName ?? "全社"}`,
    note: summary.cycleTitle,
    backHref: `/operator/cycles/${summary.cycleId}/progress`,
    path: `/operator/sheets/${sheetId}/assignment`,
    search: search.trim(),
    candidates: summary.role === "handler" ? null : candidates,
    withdrawn: summary.state === "withdrawn",
  };
}
