import { describe, expect, it, vi } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { editionIndex } from "@/lib/features/guidelines/editions/queries";
import { loadChecklistSection } from "@/lib/features/sheets/checklist/pages";
import { addItemRemark, respondToRemark, withdrawItemRemark } from "@/lib/features/sheets/item-remarks/commands";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";
import { measureOf, pageSectionOf } from "@/lib/features/sheets/sections/rules";
import { takeBackHandIn, undoReturn } from "@/lib/features/sheets/taking-back/commands";
import { acceptSheet, handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { localId } from "@/lib/labels/guideline-addresses";
import { withClient } from "@/lib/runtime/portal-logins";
import { equalCyclesOf } from "@/tests/support/cycle-fixture";
import { as, codeOf, cycle, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

/* A remark and the reply to it are on the page of who wrote them and on that of who they are for, whatever the sheet went through. */

const seen = vi.hoisted(() => ({ role: "manager" as OperatorRole }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as(seen.role)) }));

prepareSheetGround();

const loaded = loadEditions("content");
if (!loaded.ok) throw new Error("the content does not load");
const index = editionIndex(loaded.value.find(({ id }) => id === "kuko-2")!);

const REMARK = "この項目の記録を見せてください。";
const REPLY = "台帳の3版に付けました。";
type Place = "a measure" | "an example of it" | "an example of a measure that others answer";

async function placed(place: Place, sheets: "inProgress" | "handedIn") {
  const { sheets: made, items, cycleId } = await cycle({ sheets, othersExamples: true });
  const asked = await rows<{ itemId: string; kind: string }>("SELECT item_id AS \"itemId\", kind FROM cycle_item WHERE cycle_id = $1 AND role = 'handler'", [
    cycleId,
  ]);
  const mine = new Set(items.handler);
  const examples = asked.filter(({ kind }) => kind === "example").map(({ itemId }) => itemId);
  const ofOwn = (id: string): boolean => mine.has(index.items.get(id)?.illustrates ?? "");
  const itemId = place === "a measure" ? items.handler[0] : examples.find((id) => ofOwn(id) === (place === "an example of it"));
  if (itemId === undefined) throw new Error(`nothing is ${place}`);
  return { sheetId: made.handler, cycleId, itemId };
}

/** The steps that a sheet goes through, each a minute after the last, beginning with the hand-in of the fixture, which is now. */
async function remarked(place: Place, begun: "inProgress" | "handedIn", done: boolean) {
  const { sheetId, cycleId, itemId } = await placed(place, begun);
  const start = Date.now();
  let minutes = 0;
  const next = () => new Date(start + ++minutes * 60_000);
  const [handler, manager, ciso] = [as("handler"), as("manager"), as("ciso")];
  const written = await addItemRemark(manager, { sheetId, itemId, text: REMARK }, next());
  if (!written.ok) throw new Error(written.refusal.code);
  const remarkId = written.value.id;
  const [{ answers } = { answers: 0 }] = await rows<{ answers: number }>("SELECT count(*)::int AS answers FROM answer WHERE sheet_id = $1", [sheetId]);
  const become = (state: string) => rows("UPDATE cycle SET state = $2 WHERE id = $1", [cycleId, state]);
  const steps = {
    handIn: () => handInSheet(handler, { sheetId, confirmedUnanswered: 0 }, next()),
    takeBack: () => takeBackHandIn(handler, { sheetId }, next()),
    giveBack: () => returnSheet(manager, { sheetId, reason: "所見を見てください。" }, next()),
    undo: () => undoReturn(manager, { sheetId }, next()),
    accept: () => acceptSheet(manager, { sheetId }, next()),
    reply: () => respondToRemark(handler, { sheetId, remarkId, done, reply: REPLY }, next()),
    withdrawRemark: () => withdrawItemRemark(manager, { sheetId, remarkId }, next()),
    withdraw: async () => {
      await another(sheetId);
      return withdrawSheet(ciso, { sheetId, reason: "異動したため。", confirmedAnswers: answers }, next());
    },
    close: async () => reviewCycle(ciso, { cycleId, confirmedOutstanding: await outstanding(cycleId) }, next()),
    cancel: async () => cancelCycle(ciso, { cycleId, reason: "重なったため。", confirmedAnswers: await answersOf(cycleId) }, next()),
    restore: async () =>
      restoreCycle(
        ciso,
        { cycleId, reason: "要るため。", confirmedEqualCycles: await withClient(own.ownerUrl, (client) => equalCyclesOf(client, world, "handingOut")) },
        next(),
      ),
    approved: async () => (await become("approved"), { ok: true as const, value: null }),
    reopened: async () => (await become("open"), { ok: true as const, value: null }),
  };
  const onPage = async (role: OperatorRole, load: () => Promise<unknown>) => {
    seen.role = role;
    return JSON.stringify(await load());
  };
  const section = localId(pageSectionOf(index, measureOf(index, itemId)!.section).id);
  const writersPage = () => onPage("handler", () => loadChecklistSection(sheetId, section, undefined));
  const readersPage = () => onPage("manager", () => loadReviewSheet(sheetId, {}));
  const undoing = async () => {
    seen.role = "manager";
    const { undoTo: to, repliesSince: replies } = await loadReviewSheet(sheetId, {});
    return { to, replies };
  };
  const api = async (role: OperatorRole) => JSON.stringify(await readWholeSheet(as(role), { sheetId }, next()));
  return { steps, writersPage, readersPage, undoing, api };
}

const outstanding = async (cycleId: string): Promise<number> =>
  (await rows<{ n: number }>("SELECT count(*)::int AS n FROM sheet WHERE cycle_id = $1 AND state NOT IN ('handedIn', 'accepted', 'withdrawn')", [cycleId]))[0]
    ?.n ?? 0;
const answersOf = async (cycleId: string): Promise<number> =>
  (
    await rows<{ n: number }>("SELECT count(*)::int AS n FROM answer a JOIN sheet s ON s.id = a.sheet_id WHERE s.cycle_id = $1 AND a.status IS NOT NULL", [
      cycleId,
    ])
  )[0]?.n ?? 0;

/** Another sheet of the same place, which asks what is withdrawn. */
const another = (sheetId: string) =>
  rows(
    `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, state, measures)
     SELECT operator_id, gen_random_uuid(), cycle_id, role, department_id, 'notStarted', measures FROM sheet WHERE id = $1`,
    [sheetId],
  );

type Step = keyof Awaited<ReturnType<typeof remarked>>["steps"];
const DRAFT = "only the writer, until it is handed in";
const BOTH = "both";

/** What happens to a sheet with a remark, and who then finds the reply. */
const HISTORIES: readonly (readonly [begun: "inProgress" | "handedIn", steps: readonly Step[], found: typeof DRAFT | typeof BOTH])[] = [
  ["handedIn", ["giveBack", "reply"], DRAFT],
  ["handedIn", ["giveBack", "reply", "handIn"], BOTH],
  ["handedIn", ["giveBack", "reply", "undo"], BOTH],
  ["handedIn", ["giveBack", "reply", "undo", "giveBack"], BOTH],
  ["handedIn", ["giveBack", "reply", "undo", "accept"], BOTH],
  ["handedIn", ["accept", "giveBack", "reply", "undo"], BOTH],
  ["handedIn", ["accept", "giveBack", "reply", "undo", "giveBack"], BOTH],
  ["handedIn", ["giveBack", "reply", "undo", "withdrawRemark", "takeBack", "handIn"], BOTH],
  ["handedIn", ["giveBack", "reply", "handIn", "takeBack"], BOTH],
  ["handedIn", ["giveBack", "reply", "withdraw"], BOTH],
  ["handedIn", ["giveBack", "reply", "cancel"], BOTH],
  ["handedIn", ["giveBack", "reply", "cancel", "restore"], DRAFT],
  ["handedIn", ["giveBack", "reply", "cancel", "restore", "handIn"], BOTH],
  ["handedIn", ["giveBack", "reply", "withdrawRemark"], DRAFT],
  ["handedIn", ["giveBack", "reply", "withdrawRemark", "handIn"], BOTH],
  ["handedIn", ["giveBack", "reply", "withdrawRemark", "undo"], BOTH],
  ["handedIn", ["giveBack", "reply", "handIn", "accept", "approved", "reopened"], BOTH],
  ["handedIn", ["giveBack", "reply", "handIn", "accept", "approved", "reopened", "giveBack"], BOTH],
  ["inProgress", ["reply"], DRAFT],
  ["inProgress", ["reply", "handIn"], BOTH],
  ["inProgress", ["reply", "handIn", "takeBack"], DRAFT],
  ["inProgress", ["reply", "close"], BOTH],
  ["inProgress", ["reply", "withdraw"], BOTH],
];
const PLACES: readonly Place[] = ["a measure", "an example of it", "an example of a measure that others answer"];

describe("M8 a remark and the reply to it are found by who wrote them and by who they are for", () => {
  it.each(
    HISTORIES.flatMap((history, at) => [[PLACES[at % 3]!, at % 2 === 0, ...history] as const, [PLACES[(at + 1) % 3]!, at % 2 === 1, ...history] as const]),
  )("M8 on %s (worked off: %s), first %s, then %j: %s", async (place, done, begun, steps, found) => {
    const { steps: take, writersPage, readersPage, api } = await remarked(place, begun, done);
    for (const step of steps) expect(codeOf(await take[step]()), step).toBe("ok");
    const [writers, readers] = [await writersPage(), await readersPage()];
    expect([writers.includes(REPLY), readers.includes(REPLY)]).toEqual([true, found === BOTH]);
    expect([(await api("handler")).includes(REPLY), (await api("manager")).includes(REPLY)]).toEqual([true, found === BOTH]);
    expect([writers.includes(REMARK), readers.includes(REMARK)]).toEqual([true, true]);
  });

  it("M8 undoing a return says how many remarks were answered since, and not those before", async () => {
    const { steps, undoing } = await remarked("an example of it", "handedIn", true);
    const after = async (...taken: readonly Step[]) => {
      for (const step of taken) expect(codeOf(await steps[step]()), step).toBe("ok");
      return undoing();
    };
    expect(await after()).toEqual({ to: null, replies: 0 });
    expect(await after("giveBack")).toEqual({ to: "handedIn", replies: 0 });
    expect(await after("reply")).toEqual({ to: "handedIn", replies: 1 });
    expect(await after("undo", "giveBack")).toEqual({ to: "handedIn", replies: 0 });
  });

  it("M8 what was said of a return that was undone is there to be changed when the sheet is returned again", async () => {
    const { steps } = await remarked("a measure", "handedIn", true);
    for (const step of ["giveBack", "reply", "undo"] as const) expect(codeOf(await steps[step]())).toBe("ok");
    expect(codeOf(await steps.reply()), "it cannot be changed meanwhile").toBe("sheet_not_answerable");
    for (const step of ["giveBack", "reply", "handIn"] as const) expect(codeOf(await steps[step]())).toBe("ok");
  });
});
