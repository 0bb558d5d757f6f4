import { expect, it, vi } from "vitest";
import { loadCycle } from "@/lib/features/cycle-pages/overview/pages";
import { loadDashboard } from "@/lib/features/dashboard/pages";
import { loadEditions, loadTree } from "@/lib/features/guidelines/pages";
import { loadGapReport } from "@/lib/features/results/gap-report/pages";
import { loadItemList } from "@/lib/features/results/item-list/pages";
import { loadScores } from "@/lib/features/results/scores-page/pages";
import { loadTasks } from "@/lib/features/tasks/pages";
import { as, cycle, prepareSheetGround } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen: { role: OperatorRole } = { role: "ciso" };
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as(seen.role)) }));
vi.mock("next/headers", () => ({ headers: () => Promise.resolve(new Headers()) }));

prepareSheetGround();

const SENTENCE = "対策項目は169件で、そのうち「望ましい」「期待される」とだけ書かれた6件は、具体例とともに数えます（対策項目の数値は163件）。";

it("M11 the one sentence on 169 and 163 stands on every page with either number, and on none of a 指針", async () => {
  const pages = (cycleId: string, edition: string) => ({
    dashboard: loadDashboard({ cycle: cycleId }),
    cycle: loadCycle(cycleId, {}),
    items: loadItemList(cycleId, {}),
    scores: loadScores(cycleId, {}),
    gapReport: loadGapReport(cycleId, {}),
    guideline: loadTree(edition),
  });
  const silent = async (edition: string): Promise<string[]> => {
    const { cycleId } = await cycle({ state: "approved", sheets: "accepted", edition });
    const views = await Promise.all(Object.entries(pages(cycleId, edition)).map(async ([name, view]) => [name, JSON.stringify(await view)] as const));
    return views.flatMap(([name, text]) => (text.includes(SENTENCE) ? [] : [name]));
  };
  expect(await silent("kuko-2")).toEqual([]);
  expect((await silent("shishin-3")).sort()).toEqual(["cycle", "dashboard", "gapReport", "guideline", "items", "scores"]);
  expect(JSON.stringify(await loadEditions())).toContain(SENTENCE);
  await cycle({ state: "approved", sheets: "accepted" });
  seen.role = "executive";
  expect(JSON.stringify(await loadTasks())).toContain(SENTENCE);
});
