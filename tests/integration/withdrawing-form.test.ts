import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { loadWithdrawing } from "@/lib/features/cycle-pages/withdrawing/pages";
import type { WithdrawingManyView } from "@/lib/features/cycle-pages/withdrawing/view";
import { withdrawSheetsAction } from "@/lib/features/sheets/withdrawing/actions";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";
import { askedAgain } from "@/tests/support/asked-again";
import { roundsGround } from "@/tests/support/rounds";

vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("next/navigation", () => ({
  redirect: (href: string) => {
    throw new Error(`to ${href}`);
  },
}));
vi.mock("@/lib/server/auth/current", () => ({
  currentVisitor: () => Promise.resolve(ground.as("secretariat")),
  requireVisitor: () => Promise.resolve(ground.as("secretariat")),
}));

const ground = roundsGround();
const NOT_BEGUN = { role: "handler", state: "notStarted" };
const ENTERED = { reason: "同じ回を二重に配ったため", confirmed: "yes" };

/** A cycle with this number of sheets of 取扱者 that are not begun, and an answered one. */
async function handlers(number: number): Promise<{ cycleId: string; answered: string }> {
  const { cycleId, sheets } = await ground.fixture({ sheets: "inProgress" });
  await ground.owner.query(
    `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, state, measures)
     SELECT s.operator_id, n.id, s.cycle_id, s.role, s.department_id, 'notStarted', s.measures FROM sheet s, unnest($2::uuid[]) AS n(id) WHERE s.id = $1`,
    [sheets.handler, Array.from({ length: number }, () => randomUUID())],
  );
  return { cycleId, answered: sheets.handler };
}

/** Presses the button as a browser does: what a refusal asked to confirm stands first, then what the page shows. */
function press({ cycleId, sheets, confirmed }: WithdrawingManyView, except: readonly string[], before?: FormOutcome): Promise<FormOutcome> {
  const form = new FormData();
  form.set("$sender", ground.as("secretariat").account.accountId);
  for (const [name, number] of askedAgain(before)) form.append(name, number);
  for (const { id } of sheets) form.append("sheetIds", id);
  for (const id of except) form.append("except", id);
  form.append("confirmedSheets", String(confirmed.sheets));
  form.append("confirmedAnswers", String(confirmed.answers));
  form.append("confirmedHandedIn", String(confirmed.counted));
  for (const [name, text] of Object.entries(ENTERED)) form.append(name, text);
  return withdrawSheetsAction(cycleId, before ?? { status: "idle" }, form);
}

const openIn = async (cycleId: string) =>
  (await ground.owner.query<{ id: string }>("SELECT id FROM sheet WHERE cycle_id = $1 AND role = 'handler' AND state <> 'withdrawn'", [cycleId])).rows
    .map(({ id }) => id)
    .sort();

describe("M7 what is ticked 「除く」 where many sheets are withdrawn", () => {
  it("M7 stays, though only the button that withdraws was pressed: it asks for the present numbers, and does that", async () => {
    const { cycleId, answered } = await handlers(10);
    const page = await loadWithdrawing(cycleId, NOT_BEGUN);
    expect(page.confirmed.sheets).toBe(10);
    const except = page.sheets.slice(4, 7).map(({ id }) => id);
    const asked = await press(page, except);
    expect(asked).toMatchObject({
      status: "refused",
      message: expect.stringContaining("点検票7枚を取り下げます。回答はまだありません。"),
      confirms: { numbers: { confirmedSheets: 7, confirmedAnswers: 0, confirmedHandedIn: 0 } },
    });
    expect(await openIn(cycleId)).toHaveLength(11);
    await expect(press(page, except, asked)).rejects.toThrow("to /operator/cycles/");
    expect(await openIn(cycleId)).toEqual([...except, answered].sort());
  });

  it("M7 is asked about again when other ticks were set meanwhile, and withdraws nothing when all are ticked", async () => {
    const { cycleId } = await handlers(4);
    const page = await loadWithdrawing(cycleId, NOT_BEGUN);
    const ids = page.sheets.map(({ id }) => id);
    const asked = await press(page, ids.slice(0, 1));
    expect(await press(page, ids.slice(0, 2), asked)).toMatchObject({ confirms: { numbers: { confirmedSheets: 2 } } });
    expect(await press(page, [], asked)).toMatchObject({ confirms: { numbers: { confirmedSheets: 4 } } });
    expect(await press(page, ids, asked)).toMatchObject({ fields: [{ message: "取り下げる点検票を選んでください。" }] });
    expect(await openIn(cycleId)).toHaveLength(5);
  });

  it("M7 are the sheets in the way, ticked by one link whose length does not grow with them", async () => {
    const { cycleId, answered } = await handlers(5);
    const asked = await loadWithdrawing(cycleId, { state: "inProgress" });
    expect(asked.hindrance?.texts.join("")).toContain("回を取りやめてください");
    const { href = "", label } = asked.hindrance?.without ?? {};
    const inTheWay = asked.sheets.filter(({ obstacle }) => obstacle !== null).map(({ id }) => id);
    expect(inTheWay.length).toBeGreaterThan(2);
    expect(label).toBe(`取り下げられない${inTheWay.length}枚を除く`);
    expect(href).not.toContain(inTheWay[0]);
    const page = await loadWithdrawing(cycleId, Object.fromEntries(new URL(href, "http://portal").searchParams));
    expect(page.sheets.filter(({ except }) => except).map(({ id }) => id)).toEqual(inTheWay);
    expect(page.confirmed.sheets).toBe(1);
    await expect(press(page, inTheWay)).rejects.toThrow("to /operator/cycles/");
    expect(await openIn(cycleId)).toHaveLength(5);
    expect(await openIn(cycleId)).not.toContain(answered);
  });
});
