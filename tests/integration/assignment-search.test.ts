import { describe, expect, it, vi } from "vitest";
import { assignSheetAction } from "@/lib/features/staffing/assignment/actions";
import { loadAssignment } from "@/lib/features/staffing/assignment/pages";
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

const respondentsOf = async (sheetId: string) =>
  (await ground.owner.query<{ person_id: string }>("SELECT person_id FROM sheet_respondent WHERE sheet_id = $1", [sheetId])).rows
    .map(({ person_id }) => person_id)
    .sort();

/** Presses a button of the form, and opens the page that it leads to. */
async function press(sheetId: string, respondentIds: readonly string[], search: Readonly<Record<string, string>>) {
  const form = new FormData();
  form.set("$sender", ground.as("secretariat").account.accountId);
  for (const id of respondentIds) form.append("respondentIds", id);
  for (const [name, text] of Object.entries(search)) form.set(name, text);
  const led = await assignSheetAction(sheetId, { status: "idle" }, form).then(
    (outcome) => JSON.stringify(outcome),
    (error: unknown) => (error as Error).message,
  );
  const query = Object.fromEntries(new URL(led.replace(/^to /, ""), "http://portal").searchParams);
  const { candidates, offerText } = await loadAssignment(sheetId, query);
  return { query, offerText, ids: candidates.map(({ id }) => id), ticked: candidates.filter(({ chosen }) => chosen).map(({ id }) => id) };
}

describe("M8 a search for respondents", () => {
  it("M8 keeps who was ticked and who was unticked, and changes nothing", async () => {
    const { sheets } = await ground.fixture({ sheets: "inProgress" });
    const { systemAdministrator, committee, handler } = ground.world.people;
    const before = await respondentsOf(sheets.system);
    expect(before).toEqual([systemAdministrator.personId]);
    const found = await press(sheets.system, [committee.personId], { find: "yes", q: handler.email });
    expect(found.ids).toEqual(expect.arrayContaining([systemAdministrator.personId, committee.personId, handler.personId]));
    expect(found.ticked).toEqual([committee.personId]);
    const again = await press(sheets.system, [committee.personId, handler.personId], { find: "yes", q: "だれでもない" });
    expect(again.ticked.sort()).toEqual([committee.personId, handler.personId].sort());
    expect(again.offerText).toBe("「だれでもない」に合う人はいません。いま回答する人と、選んだ人は、いつも表示します。");
    expect(found.offerText).toMatch(/に合う1人を表示しています。/u);
    expect((await press(sheets.system, [], { find: "yes", q: "" })).ticked).toEqual([]);
    expect(await respondentsOf(sheets.system)).toEqual(before);
  });

  it("M8 is over once the respondents are saved: the page shows those", async () => {
    const { sheets } = await ground.fixture({ sheets: "inProgress" });
    const { committee, systemAdministrator } = ground.world.people;
    const saved = await press(sheets.system, [systemAdministrator.personId, committee.personId], { q: "だれ" });
    expect(saved.query).toEqual({ notice: "assigned" });
    expect(saved.ticked.sort()).toEqual([systemAdministrator.personId, committee.personId].sort());
    expect(await respondentsOf(sheets.system)).toEqual([systemAdministrator.personId, committee.personId].sort());
  });

  it.each([
    ["no ids", { q: "", selected: "a,b,'" }],
    ["two values", { q: ["a", "b"], selected: ["a"] }],
  ])("M8 an address with %s ticks nobody", async (_case, query) => {
    const { sheets } = await ground.fixture({ sheets: "inProgress" });
    expect((await loadAssignment(sheets.system, query)).candidates.filter(({ chosen }) => chosen)).toEqual([]);
  });
});
