import { expect, it } from "vitest";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { codeOf, NOW, prepareOrganisationGround, second, valueOf } from "@/tests/support/organisation-ground";

prepareOrganisationGround();

const list = (...rows: string[]): Uint8Array => new TextEncoder().encode(["職員番号,氏名,メール,部署", ...rows].join("\n"));
const said = (result: { ok: boolean; refusal?: { fields?: readonly { message: string }[] } }): string =>
  (result.refusal?.fields?.map(({ message }) => message) ?? []).join("").replace(/[\u2068\u2069]/gu, "");

it("M10 both ways past a leaver lead on: another person gets what was freed, and the same person comes back", async () => {
  const { visitor, departmentId } = second;
  const leaver = { name: "退職 花子", email: "desk@two.example.jp", staffNumber: "K-1", departmentId };
  const { id: personId } = valueOf(await addPerson(visitor, leaver, NOW));
  valueOf(await changePerson(visitor, { personId, left: true }, NOW));
  const added = { name: "新任 太郎", email: leaver.email, staffNumber: "K-2", departmentId };
  const file = list("K-3,着任 次郎,desk@two.example.jp,総務部");
  for (const refused of [await addPerson(visitor, added, NOW), await importStaffList(visitor, { file }, NOW)]) {
    expect(said(refused)).toContain("同じ人が戻ったときは、退職 花子さんの画面で復職を登録してください。");
    expect(said(refused)).toContain("別の人のときは、先に退職 花子さんの画面でメールアドレスを別のものに直してください。");
  }
  valueOf(await changePerson(visitor, { personId, email: "left@two.example.jp" }, NOW));
  expect(valueOf(await addPerson(visitor, added, NOW))).toMatchObject({ email: leaver.email });
  expect(codeOf(await addPerson(visitor, { ...added, staffNumber: "K-1", email: "third@two.example.jp" }, NOW))).toBe("duplicate");
  valueOf(await changePerson(visitor, { personId, staffNumber: null }, NOW));
  expect(codeOf(await addPerson(visitor, { ...added, staffNumber: "K-1", email: "third@two.example.jp", confirmedSimilar: true }, NOW))).toBe("ok");
  expect(valueOf(await changePerson(visitor, { personId, left: false }, NOW))).toMatchObject({ leftAt: null, email: "left@two.example.jp" });
});
