import { expect, it, vi } from "vitest";
import { countedStatus } from "@/lib/domain/checking/answer";
import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import { COUNTED_STATUS } from "@/lib/features/cycles/tallies/sql";
import { exportAnswers } from "@/lib/features/results/answers-export/queries";
import type { AnswerCountsView } from "@/lib/features/results/figures/view";
import { listItemAnswers } from "@/lib/features/results/item-answers/queries";
import { loadItemList } from "@/lib/features/results/item-list/pages";
import { loadItemPage } from "@/lib/features/results/item-page/pages";
import { countAnswers } from "@/lib/features/sheets/review/queries";
import { withAnswer } from "@/lib/labels/item-addresses";
import { withClient } from "@/lib/runtime/portal-logins";
import { inScope } from "@/lib/server/database/client";
import { type CycleFixture, sheetOfPerson } from "@/tests/support/cycle-fixture";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import { readExport } from "@/tests/support/streamed";

vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as("ciso")) }));

prepareSheetGround();

const FILTERS = [...ANSWER_STATUSES, "unanswered"] as const;
const EVERY = { page: 1, perPage: 200 };

const say = (
  sheetId: string,
  itemId: string,
  { status = null, copied = null, reason = null }: { status?: string | null; copied?: string | null; reason?: string | null },
) =>
  rows(
    `INSERT INTO answer (operator_id, sheet_id, item_id, status, copied, reason, version, answered_by, answered_at)
     VALUES ($1, $2, $3, $4, $5, $6, 1, $7, now())
     ON CONFLICT (operator_id, sheet_id, item_id) DO UPDATE SET status = $4, copied = $5, reason = $6`,
    [world.operatorId, sheetId, itemId, status, copied, reason, world.people.handler.personId],
  );

const examplesOf = async ({ cycleId }: CycleFixture, measure: string) =>
  (
    await rows<{ id: string }>(
      `SELECT e.id FROM cycle c JOIN edition_item e ON e.edition_id = c.edition_id AND e.illustrates = $2
       JOIN cycle_item i ON i.operator_id = c.operator_id AND i.cycle_id = c.id AND i.item_id = e.id WHERE c.id = $1`,
      [cycleId, measure],
    )
  ).map(({ id }) => id);

/** An open sheet with every kind of answer that does not count, and its neighbours that do. */
async function sheetWithEverything() {
  const made = await cycle({ state: "open", sheets: "notStarted", measures: 40 });
  const sheet = made.sheets.system;
  const withExamples: { measure: string; examples: string[] }[] = [];
  const plain: string[] = [];
  for (const measure of made.items.system) {
    const examples = await examplesOf(made, measure);
    if (examples.length > 0) withExamples.push({ measure, examples });
    else plain.push(measure);
  }
  const [lacking, excused, implemented] = withExamples;
  if (!lacking || !excused || !implemented) return expect.unreachable();
  await say(sheet, lacking.measure, { status: "notApplicable" });
  await say(sheet, excused.measure, { status: "notApplicable", reason: "対象の機器がない" });
  await say(sheet, implemented.measure, { status: "implemented" });
  for (const { examples } of [lacking, excused, implemented]) for (const example of examples) await say(sheet, example, { status: "partial" });
  const [excusedExample = ""] = implemented.examples;
  await say(sheet, excusedExample, { status: "notApplicable" });
  const [copied = "", excusedCopy = "", never = ""] = plain;
  await say(sheet, copied, { copied: "implemented" });
  await say(sheet, excusedCopy, { copied: "notApplicable", reason: "前回の理由" });
  const kinds = {
    lacking: lacking.measure,
    below: lacking.examples[0]!,
    excused: excused.measure,
    aside: excused.examples[0]!,
    excusedExample,
    copied,
    excusedCopy,
    never,
  };
  return { cycleId: made.cycleId, sheet, kinds };
}

const listed = async (cycleId: string, itemId: string, asked: object) => {
  const found = await listItemAnswers(as("ciso"), { cycleId, itemId, ...EVERY, ...asked }, NOW);
  if (!found.ok) throw new Error(codeOf(found));
  return found.value;
};

it("M11 the list of an item's answers puts each under the answer that it counts as, as every file does", async () => {
  const { cycleId, sheet, kinds } = await sheetWithEverything();
  const exported = await exportAnswers(as("ciso"), { cycleId }, NOW);
  const counted = (await readExport(exported.ok ? exported.value : null)).sheets.find(({ id }) => id === sheet)?.answers ?? {};
  const shown: Record<string, string[]> = {};
  for (const [kind, itemId] of Object.entries(kinds)) {
    const under = [];
    for (const answer of FILTERS) if ((await listed(cycleId, itemId, { answer })).items.some(({ sheetId }) => sheetId === sheet)) under.push(answer);
    shown[kind] = under;
  }
  expect(shown).toEqual(Object.fromEntries(Object.entries(kinds).map(([kind, itemId]) => [kind, [counted[itemId] ?? "unanswered"]])));
  expect(shown).toMatchObject({
    ...{ lacking: ["unanswered"], below: ["partial"], excused: ["notApplicable"], aside: ["unanswered"], excusedExample: ["notApplicable"] },
    ...{ copied: ["unanswered"], excusedCopy: ["unanswered"], never: ["unanswered"] },
  });
});

it("M11 the page of an item says why a 該当なし is among the unanswered", async () => {
  const { cycleId, sheet, kinds } = await sheetWithEverything();
  const noteOf = async (itemId: string, answer: string) => {
    const page = await loadItemPage(cycleId, itemId, { answer });
    return page.status === "shown" ? page.answers.filter(({ key }) => key === sheet).map(({ status, lacksReason }) => ({ status, lacksReason })) : [];
  };
  expect(await noteOf(kinds.lacking, "unanswered")).toEqual([{ status: "notApplicable", lacksReason: true }]);
  expect(await noteOf(kinds.excused, "notApplicable")).toEqual([{ status: "notApplicable", lacksReason: false }]);
  expect(await noteOf(kinds.excusedExample, "notApplicable")).toEqual([{ status: "notApplicable", lacksReason: false }]);
  expect(await noteOf(kinds.never, "unanswered")).toEqual([{ status: null, lacksReason: false }]);
});

it("M11 the database counts an answer as the code does", async () => {
  const reasons = [null, "理由"];
  const cases = (["measure", "example"] as const).flatMap((kind) =>
    [...ANSWER_STATUSES, null].flatMap((status) => reasons.map((reason) => ({ kind, status, reason }))),
  );
  const [row] = await rows<{ counted: unknown[] }>(
    `SELECT jsonb_agg(${COUNTED_STATUS} ORDER BY c.at) AS counted FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS c(one, at),
       jsonb_to_record(c.one) AS i(kind text), jsonb_to_record(c.one) AS a(status text, reason text)`,
    [JSON.stringify(cases)],
  );
  expect(row?.counted).toEqual(cases.map(({ kind, status, reason }) => countedStatus(kind, status, reason)));
});

it("M11 what a reviewer counts first on a sheet leaves out a 該当なし without its reason", async () => {
  const { sheet, kinds } = await sheetWithEverything();
  const count = async () => (await inScope(as("ciso").scope, (transaction) => countAnswers(transaction, [sheet]))).get(sheet)?.notApplicable;
  expect(await count()).toBe(1);
  await say(sheet, kinds.lacking, { status: "notApplicable", reason: "対象がない" });
  expect(await count()).toBe(2);
});

interface Counted {
  readonly answersHref: string | null;
  readonly counts: AnswerCountsView;
}

/** Each number of answers that leads to them, with where it leads. */
const linksOf = (counted: readonly Counted[]) =>
  counted.flatMap(({ answersHref, counts }) =>
    answersHref === null
      ? []
      : ANSWER_STATUSES.flatMap((status) => (counts[status] === 0 ? [] : { number: counts[status], href: withAnswer(answersHref, status) })),
  );

async function behind(href: string): Promise<number> {
  const { pathname, searchParams } = new URL(href, "http://portal.example");
  const [, , , cycleId = "", , itemId = ""] = pathname.split("/");
  return (await listed(cycleId, decodeURIComponent(itemId), Object.fromEntries(searchParams))).total;
}

it("M11 each number of answers is the number of rows of the list that it leads to", async () => {
  const made = await cycle({ state: "open", sheets: "accepted", measures: 70 });
  // Another person of the department has answered everything and not handed in.
  await withClient(own.ownerUrl, (client) => sheetOfPerson(client, world, made.sheets.handler, "systemAdministrator"));
  const [first = ""] = made.items.handler;
  const list = await loadItemList(made.cycleId, {});
  if (list.status !== "shown") return expect.unreachable();
  const items = list.groups.flatMap(({ rows: of }) => of);
  const shared = items.filter(
    ({ id }) => made.items.handler.includes(id) && [made.items.system, made.items.manager, made.items.ciso].some((asked) => asked.includes(id)),
  );
  expect(shared.length).toBeGreaterThan(0);
  const asked = [...new Set([first, ...made.items.handler.slice(1, 3), ...shared.map(({ id }) => id)])];
  const links = linksOf(items.filter(({ id }) => asked.includes(id)));
  for (const id of asked) {
    const page = await loadItemPage(made.cycleId, id, {});
    if (page.status !== "shown") return expect.unreachable();
    links.push(...linksOf(page.history));
    for (const { counts } of page.places) for (const { text, href } of counts) if (href !== null) links.push({ number: Number.parseInt(text, 10), href });
  }
  expect(links.length).toBeGreaterThan(asked.length * 2);
  for (const { number, href } of links) expect([href, await behind(href)]).toEqual([href, number]);
  // Without the narrowing of a number, the list has the sheets that do not count yet too.
  expect((await listed(made.cycleId, first, { role: "handler", answer: "implemented" })).total).toBe(2);
});
