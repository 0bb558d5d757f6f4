import { describe, expect, it } from "vitest";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { countUninvited } from "@/lib/features/organisation/bulk-invitations/pages";
import { INVITED_AT_ONCE } from "@/lib/features/organisation/bulk-invitations/queries";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { listPeople } from "@/lib/features/organisation/people/queries";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { exportStaffList, previewStaffList } from "@/lib/features/organisation/staff-list/queries";
import { withClient } from "@/lib/runtime/portal-logins";
import { listFile, sentBack } from "@/tests/support/lists";
import { codeOf, holding, NOW, own, PEOPLE, platform, prepareOrganisationGround, seedOperator, valueOf } from "@/tests/support/organisation-ground";

prepareOrganisationGround();

const HEAD = "職員番号,氏名,メール,部署";
const givePassword = (email: string) =>
  withClient(own.ownerUrl, (client) => client.query("UPDATE account SET password_hash = 'x', had_password = true WHERE email = $1", [email]));
const inTurn = <Value>(values: readonly Value[]): Value[] => values.filter((value, place) => value !== values[place - 1]);

describe("M10 the staff list as a file", () => {
  it("M10 says by department who has set a password and who not, and comes in again without changes", async () => {
    const seeded = await seedOperator("書き出す空港", "export@example.jp");
    const rows = [
      "1055.5,=高橋,formula@example.jp,旅客部",
      ",番号 なし,none@example.jp,旅客部",
      "Ａ－２,石川　葵,aoi@example.jp,運用部",
      "1,退職 者,gone@example.jp,運用部",
    ];
    valueOf(await importStaffList(seeded.visitor, { file: listFile(HEAD, ...rows) }, NOW));
    const gone = valueOf(await listPeople(seeded.visitor, { ...PEOPLE, q: "退職" }, NOW)).items[0]?.id ?? "";
    valueOf(await changePerson(seeded.visitor, { personId: gone, left: true }, NOW));
    await givePassword("aoi@example.jp");
    const exported = valueOf(await exportStaffList(holding(seeded, "auditor"), {}, NOW));
    const file = sentBack(exported);
    const lines = new TextDecoder().decode(file).trim().split("\r\n");
    expect(lines[0]).toBe(`${HEAD},パスワード`);
    const listed = valueOf(await listPeople(seeded.visitor, PEOPLE, NOW)).items.map(({ email, hasPassword }) => [email, hasPassword ? "決めた" : "まだ"]);
    expect(lines.slice(1).map((line) => [line.split(",")[2], line.split(",")[4]])).toEqual(listed);
    expect(listed).toContainEqual(["aoi@example.jp", "決めた"]);
    expect(listed).not.toContainEqual(["gone@example.jp", "まだ"]);
    expect(await previewStaffList(seeded.visitor, { file }, NOW)).toMatchObject({ ok: false, refusal: { list: ["パスワード"] } });
    const again = valueOf(await previewStaffList(seeded.visitor, { file, ignoreColumns: "1" }, NOW));
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 4, newDepartments: [], doubts: [], ignoredColumns: ["パスワード"] });
  });

  it("M10 is for those who may see the people", async () => {
    expect(codeOf(await exportStaffList(platform, {}, NOW))).toBe("not_permitted");
  });
});

describe("M10 links to hand over", () => {
  it("M10 come by department, staff number and name, in parts that go on where the last one ended", async () => {
    const { visitor } = await seedOperator("配る空港", "hand-over@example.jp");
    const people = INVITED_AT_ONCE + 120;
    const rows = Array.from({ length: people }, (_none, place) => {
      const shuffled = (place * 7919) % people;
      return `${shuffled % 10 === 0 ? "" : `N${String(shuffled).padStart(4, "0")}`},職員 ${String(shuffled)},p${String(shuffled)}@example.jp,部署${String(shuffled % 12)}`;
    });
    valueOf(await importStaffList(visitor, { file: listFile(HEAD, ...rows) }, NOW));
    // As autovacuum does soon after: without it the database takes the many new people for few.
    await withClient(own.ownerUrl, (client) => client.query("ANALYZE person, account, department"));
    const { total, cursors } = valueOf(await countUninvited(visitor, {}, NOW));
    expect([total, cursors.length]).toEqual([people, 1]);
    const first = valueOf(await inviteEverybody(visitor, { after: null, onlyMissing: false }, NOW));
    expect([first.invitations.length, first.left, first.next]).toEqual([INVITED_AT_ONCE, 120, cursors[0]]);
    const second = valueOf(await inviteEverybody(visitor, { after: first.next, onlyMissing: false }, NOW));
    expect([second.invitations.length, second.left, second.next]).toEqual([120, 0, null]);
    const everybody = [...first.invitations, ...second.invitations];
    expect(new Set(everybody.map(({ personId }) => personId)).size).toBe(people);
    expect(inTurn(everybody.map(({ departmentName }) => departmentName))).toHaveLength(12);
    const file = new TextDecoder().decode(sentBack(valueOf(await exportStaffList(visitor, {}, NOW))));
    const ordered = file.split("\r\n").flatMap((line) => (line.includes("@") ? [line.split(",")[2]] : []));
    expect(everybody.map(({ email }) => email)).toEqual(ordered.filter((email) => email !== "hand-over@example.jp"));
  });
});
