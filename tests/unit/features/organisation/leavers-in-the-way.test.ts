import { describe, expect, it } from "vitest";
import { type LikePerson, personRefusal } from "@/lib/features/organisation/likeness/rules";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";

const LEAVER: KnownPerson = { id: "p1", staffNumber: "A-001", name: "退職 花子", email: "desk@example.jp", department: "総務部", left: true };
const plain = (text: string | undefined): string => (text ?? "").replace(/[\u2068\u2069]/gu, "");

const SAME = "同じ人が戻ったときは、退職 花子さんの画面で復職を登録してください。";
const ANOTHER = {
  email: "別の人のときは、先に退職 花子さんの画面でメールアドレスを別のものに直してください。",
  staffNumber: "別の人のときは、先に退職 花子さんの画面で職員番号を直すか、空にしてください。",
};

describe("M10 what a leaver still has is refused with the way of the same person and that of another", () => {
  it.each([
    ["another number and name", { staffNumber: "B-002", name: "新任 太郎" }, "email"],
    ["another name, without a number", { staffNumber: null, name: "新任 太郎" }, "email"],
    ["the same name, without a number", { staffNumber: null, name: LEAVER.name }, "email"],
    ["the leaver's number", { staffNumber: "Ａ－００１", name: "新任 太郎", email: "other@example.jp" }, "staffNumber"],
    ["the leaver's number and address", { staffNumber: "A-001", name: LEAVER.name }, "staffNumber"],
  ] as const)("M10 in a list: %s", (_name, given, column) => {
    const { problems } = planStaffList([{ line: 2, email: LEAVER.email, department: "総務部", ...given }], [LEAVER], new Map([["総務部", false]]));
    const what = column === "email" ? "メール" : "職員番号";
    expect(problems.map((one) => [one.column, plain(one.message)])).toEqual([[what, `退職した退職 花子さんのものです。${SAME}${ANOTHER[column]}`]]);
  });

  const refusal = (left: boolean, same: Partial<LikePerson>) =>
    personRefusal({ email: "desk@example.jp", staffNumber: "A-001" }, [{ ...LEAVER, left, sameEmail: false, sameNumber: false, ...same }], undefined);

  it.each(["email", "staffNumber"] as const)("M10 in the form and the API: %s", (path) => {
    const same = path === "email" ? { sameEmail: true } : { sameNumber: true };
    const [leaver] = refusal(true, same)?.fields ?? [];
    expect([leaver?.path, plain(leaver?.message)]).toEqual([path, expect.stringContaining(`が使っています。${SAME}${ANOTHER[path]}`)]);
    expect(plain(refusal(false, same)?.fields?.[0]?.message)).toMatch(/が使っています。$/u);
  });
});
