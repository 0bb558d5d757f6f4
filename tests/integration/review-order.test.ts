import { expect, it, vi } from "vitest";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";
import { loadAccepting, loadReviewList, readWaiting } from "@/lib/features/sheets/review-list/pages";
import { acceptSheet } from "@/lib/features/sheets/transitions/commands";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as("manager")) }));

prepareSheetGround();

const listed = async () => (await loadReviewList({})).sheets.map(({ id }) => id);
const nextOf = async (sheetId: string) => (await loadReviewSheet(sheetId, {})).next;
const handedInOn = (sheetId: string, day: number) =>
  rows("UPDATE sheet SET handed_in_at = make_timestamptz(2026, 11, $2, 1, 0, 0, 'UTC') WHERE id = $1", [sheetId, day]);

/** Six sheets that wait for the manager, the longest first; two of them were handed in at one moment. */
async function waiting() {
  await rows("UPDATE sheet SET state = 'accepted' WHERE state = 'handedIn'", []);
  const made = [];
  for (let at = 0; at < 3; at++) made.push((await cycle({ sheets: "handedIn" })).sheets);
  const [one, two, three] = made.map(({ handler, system }) => ({ handler, system }));
  const order = [two!.system, one!.handler, three!.system, two!.handler, three!.handler];
  for (const [at, id] of order.entries()) await handedInOn(id, at + 2);
  await handedInOn(one!.system, 6);
  return { order, atOneMoment: [three!.handler, one!.system] };
}

it("M11 the sheets that wait for a review begin with the one that waits longest, on each page of the list", async () => {
  const { order } = await waiting();
  const all = await listed();
  expect(all).toHaveLength(6);
  expect(all.slice(0, 4)).toEqual(order.slice(0, 4));
  const pages = [];
  for (const page of [1, 2, 3]) {
    const read = await readWaiting(as("manager"), { page, perPage: 2 }, NOW);
    if (!read.ok) throw new Error(codeOf(read));
    pages.push(...read.value.items.map(({ id }) => id));
  }
  expect(pages).toEqual(all);
  const accepting = await loadAccepting({ sheet: [all[4]!, all[0]!, all[2]!] });
  expect(accepting.sheets.map(({ id }) => id)).toEqual([all[0], all[2], all[4]]);
  expect(accepting.follows.at(-1)).toBe(UNDONE_UNTIL["sheet.acceptMany"]);
});

it("M11 the next sheet is the one below it in the list, the first after the last", async () => {
  await waiting();
  const all = await listed();
  for (const [at, id] of all.entries()) {
    expect(await nextOf(id)).toEqual({ href: `/operator/sheets/${all[(at + 1) % all.length]!}`, others: 5 });
  }
});

it("M11 a sheet that was decided keeps its place: the next one is the one that stood below it", async () => {
  await waiting();
  const all = await listed();
  expect(codeOf(await acceptSheet(as("manager"), { sheetId: all[2]! }, NOW))).toBe("ok");
  expect(await nextOf(all[2]!)).toEqual({ href: `/operator/sheets/${all[3]!}`, others: 5 });
  expect(await nextOf(all[1]!)).toEqual({ href: `/operator/sheets/${all[3]!}`, others: 4 });
  const open = (await cycle({ sheets: "inProgress" })).sheets.handler;
  expect(await nextOf(open), "one that nobody handed in").toEqual({ href: `/operator/sheets/${all[0]!}`, others: 5 });
});
