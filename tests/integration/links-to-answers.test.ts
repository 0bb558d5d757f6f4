import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import { granted } from "@/lib/domain/shared/result";
import { readCycle } from "@/lib/features/cycles/record/record";
import { loadDashboard } from "@/lib/features/dashboard/pages";
import type { AnswerCountsView } from "@/lib/features/results/figures/view";
import { exportGapPlaces } from "@/lib/features/results/gap-places/queries";
import { gapReportView } from "@/lib/features/results/gap-report/pages";
import { gapReportOf } from "@/lib/features/results/gap-report/queries";
import { listItemAnswers } from "@/lib/features/results/item-answers/queries";
import { loadItemList } from "@/lib/features/results/item-list/pages";
import { loadItemPage } from "@/lib/features/results/item-page/pages";
import { loadScores } from "@/lib/features/results/scores-page/pages";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { withAnswer } from "@/lib/labels/item-addresses";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import type { Visitor } from "@/lib/server/scope/scope";
import { as, codeOf, cycle, NOW, prepareSheetGround } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen: { visitor?: Visitor } = {};
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));

prepareSheetGround();

let made: Awaited<ReturnType<typeof cycle>>;
beforeAll(async () => {
  made = await cycle({ state: "reviewing", sheets: "accepted" });
});

interface Counted {
  readonly answersHref: string | null;
  readonly counts: AnswerCountsView;
  readonly href: string;
}
const isCounted = (value: object): value is Counted => "answersHref" in value;

/** Every address within a view, with those that its counts of answers lead to. */
function addressesIn(value: unknown): string[] {
  if (typeof value === "string") return /^(https?:\/\/[^/]+)?\/operator\//.test(value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  if (!isCounted(value)) return Object.values(value).flatMap(addressesIn);
  // Its own page has the figures and is for everybody who reads them.
  const { answersHref, counts, href: _figures, ...others } = value;
  const led = answersHref === null ? [] : ANSWER_STATUSES.flatMap((status) => (counts[status] === 0 ? [] : withAnswer(answersHref, status)));
  return [...led, ...addressesIn(others)];
}

const REPORT_READERS = ["ciso", "auditor", "executive"] as const;
const READERS = [...REPORT_READERS, "manager"] as const;

async function reportOf(role: OperatorRole) {
  const result = await auditedTransaction("reading", as(role), { action: "gapReport.read", target: "cycle" }, NOW, async (transaction) => {
    const found = await readCycle(transaction, made.cycleId, "none");
    if (!found) throw new Error("no cycle");
    return granted(gapReportView(await gapReportOf(transaction, found, NOW, as(role)), made.cycleId, "", {}, as(role).actor));
  });
  if (!result.ok) throw new Error(codeOf(result));
  return result.value;
}

async function filesOf(role: OperatorRole): Promise<string[]> {
  const result = await exportGapPlaces(as(role), { cycleId: made.cycleId }, NOW);
  if (!result.ok) throw new Error(codeOf(result));
  return parse(result.value.file.toString(), { bom: true }).flatMap((row: string[]) => row.at(-1) ?? []);
}

/** The pages with figures, as the role sees them. */
async function pagesOf(role: OperatorRole): Promise<unknown[]> {
  seen.visitor = as(role);
  const { cycleId, items } = made;
  const asked = [items.ciso[0], items.executive[0], items.system[1], items.handler[0], items.handler[1]].flatMap((id) => id ?? []);
  const ofItems = await Promise.all(asked.flatMap((id) => [{}, { role: "handler" }].map((query) => loadItemPage(cycleId, id, query))));
  const ofReport = role === "manager" ? [] : [await reportOf(role), await filesOf(role)];
  const lists = await Promise.all([{}, { role: "handler" }, { role: "ciso" }].map((query) => loadItemList(cycleId, query)));
  return [await loadDashboard({}), await loadScores(cycleId, {}), ...lists, ...ofItems, ...ofReport];
}

/** How many answers stand behind an address that asks for answers, or for a sheet; null for other pages. */
async function answersBehind(role: OperatorRole, address: string): Promise<number | null> {
  const { pathname, searchParams } = new URL(address, "http://portal.example");
  const [, , noun = "", id = "", leaf, item = ""] = pathname.split("/");
  if (noun === "sheets") return (await readWholeSheet(as(role), { sheetId: id }, NOW)).ok ? 1 : 0;
  const query = Object.fromEntries(searchParams);
  const asksForAnswers = "answer" in query || ("role" in query && "department" in query);
  if (noun !== "cycles" || leaf !== "items" || item === "" || !asksForAnswers) return null;
  const found = await listItemAnswers(as(role), { cycleId: id, itemId: decodeURIComponent(item), ...query, page: 1, perPage: 1 }, NOW);
  return found.ok ? found.value.total : 0;
}

describe("links lead to answers that their reader may see", () => {
  it.each(READERS)("M11 %s: each link of the pages and files to answers or to a sheet finds some", async (role) => {
    const addresses = [...new Set((await pagesOf(role)).flatMap(addressesIn))];
    expect(addresses.length).toBeGreaterThan(20);
    const counted = await Promise.all(addresses.map(async (address) => ({ address, answers: await answersBehind(role, address) })));
    expect(counted.filter(({ answers }) => answers === 0).map(({ address }) => address)).toEqual([]);
    expect(counted.some(({ answers }) => answers !== null && answers > 0)).toBe(true);
  });

  it("M11 the places of 取扱者 lead to their answers for those who read them, and for the 経営層 nowhere", async () => {
    const linked = async (role: OperatorRole) => {
      const { phases } = await reportOf(role);
      const people = phases.flatMap(({ gaps }) => gaps.flatMap(({ places }) => places.filter(({ who }) => who === "取扱者")));
      expect(people.length).toBeGreaterThan(0);
      return new Set([...people.map(({ href }) => href !== null), ...(await filesOf(role)).filter((link) => link.includes("role=handler")).map(() => true)]);
    };
    expect(await linked("ciso")).toEqual(new Set([true]));
    expect(await linked("auditor")).toEqual(new Set([true]));
    expect(await linked("executive")).toEqual(new Set([false]));
  });

  it("M11 the counts of a list and of earlier rounds lead to answers where the reader sees those of the place", async () => {
    const linked = async (role: OperatorRole) => {
      seen.visitor = as(role);
      const list = await loadItemList(made.cycleId, {});
      const page = await loadItemPage(made.cycleId, made.items.system[1] ?? "", {});
      if (list.status !== "shown" || page.status !== "shown") throw new Error("not shown");
      return new Set([...list.groups.flatMap(({ rows }) => rows), ...page.history].map(({ answersHref }) => answersHref !== null));
    };
    for (const role of ["ciso", "auditor", "manager"] as const) expect(await linked(role), role).toEqual(new Set([true]));
    expect(await linked("executive")).toEqual(new Set([false]));
  });

  it("M11 the page of an item offers the 取扱者 to those who may read them, and tells others so", async () => {
    const pageOf = async (role: OperatorRole, query: Record<string, string> = {}) => {
      seen.visitor = as(role);
      const view = await loadItemPage(made.cycleId, made.items.handler[1] ?? "", query);
      if (view.status !== "shown") throw new Error("not shown");
      const roles = view.filter.fields.find(({ name }) => name === "role")?.options.map(({ value }) => value) ?? [];
      return { note: view.answersNote, none: view.noAnswers, offered: roles.includes("handler"), answers: view.answers.length };
    };
    for (const role of ["ciso", "auditor", "manager"] as const) {
      expect(await pageOf(role, { role: "handler" }), role).toMatchObject({ offered: true, answers: 1 });
      expect((await pageOf(role)).note, role).toContain("役割で取扱者を選ぶと並びます");
    }
    const executive = await pageOf("executive", { role: "handler" });
    expect(executive).toMatchObject({ offered: false, answers: 0 });
    expect(executive.note).toBe("見ることのできる点検票だけが並びます。取扱者の回答は、人数だけを示します。");
    expect(executive.none).toBe("あなたが見ることのできる点検票に、この条件の回答はありません。");
  });
});
