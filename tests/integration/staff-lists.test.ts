import { describe, expect, it } from "vitest";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { listPeople } from "@/lib/features/organisation/people/queries";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { previewStaffList } from "@/lib/features/organisation/staff-list/queries";
import { withClient } from "@/lib/runtime/portal-logins";
import { codeOf, holding, NOW, own, PEOPLE, prepareOrganisationGround, second, seedOperator, valueOf } from "@/tests/support/organisation-ground";

prepareOrganisationGround();

const csv = (...rows: string[]): Uint8Array => new TextEncoder().encode(["職員番号,氏名,メール,部署", ...rows].join("\n"));

describe("staff lists", () => {
  it("are previewed, applied all or none, and repeatable", async () => {
    const { visitor } = second;
    const list = csv("1,髙﨑 一郎,ichiro@example.jp,旅客部", "2,=SUM(1),sum@example.jp,総務部", "3,他社 在籍,one@example.jp,旅客部");
    const preview = valueOf(await previewStaffList(visitor, { file: list }, NOW));
    expect(preview).toMatchObject({ applied: false, added: 3, changed: 0, unchanged: 0, newDepartments: ["旅客部"] });
    expect(valueOf(await listPeople(visitor, PEOPLE, NOW)).total).toBe(1);
    expect(valueOf(await importStaffList(visitor, { file: list }, NOW))).toMatchObject({ applied: true, added: 3 });
    expect(valueOf(await previewStaffList(visitor, { file: list }, NOW))).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
    const changes = csv("1,髙﨑 一郎,ichiro2@example.jp,総務部", "2,合計 太郎,admin@example.jp,総務部", "9,,x@example.jp,総務部");
    expect(codeOf(await importStaffList(visitor, { file: changes }, NOW))).toBe("invalid_input");
    expect(
      valueOf(await importStaffList(visitor, { file: csv("1,髙﨑 一郎,ichiro2@example.jp,総務部", "2,合計 太郎,admin@example.jp,総務部") }, NOW)),
    ).toMatchObject({
      changed: 2,
    });
    const logins = await withClient(own.ownerUrl, (client) =>
      client.query("SELECT name, email FROM account WHERE operator_id = $1 ORDER BY email", [second.operatorId]),
    );
    expect(logins.rows).toEqual([
      { name: "合計 太郎", email: "admin@example.jp" },
      { name: "髙﨑 一郎", email: "ichiro2@example.jp" },
      { name: "他社 在籍", email: "one@example.jp" },
      { name: "事務 局子", email: "two@example.jp" },
    ]);
    const swapped = csv("1,髙﨑 一郎,admin@example.jp,総務部", "2,合計 太郎,ichiro2@example.jp,総務部");
    expect(codeOf(await importStaffList(visitor, { file: swapped }, NOW))).toBe("ok");
    expect(codeOf(await importStaffList(visitor, { file: csv("1,髙﨑 一郎,one@example.jp,総務部") }, NOW))).toBe("invalid_input");
    expect(codeOf(await importStaffList(holding(second, "auditor"), { file: list }, NOW))).toBe("not_permitted");
  });

  it("M10 exchange the mails of people whose numbers a spreadsheet changed, and keep their numbers", async () => {
    const { visitor, operatorId } = await seedOperator("零の空港", "zeros@example.jp");
    valueOf(await importStaffList(visitor, { file: csv("01,石川 葵,one@zeros.example.jp,総務部", "02,佐藤 花,two@zeros.example.jp,総務部") }, NOW));
    const file = csv("1,石川 葵,two@zeros.example.jp,総務部", "2.0,佐藤 花,one@zeros.example.jp,総務部", '"1,055",森田 健二,three@zeros.example.jp,総務部');
    const preview = valueOf(await previewStaffList(visitor, { file }, NOW));
    expect(preview).toMatchObject({ added: 1, changed: 2, doubts: [{ place: "2行目 メール" }, { line: 2 }, { line: 3 }, { line: 4 }] });
    valueOf(await importStaffList(visitor, { file, hash: preview.hash }, NOW));
    const { rows } = await withClient(own.ownerUrl, (client) =>
      client.query("SELECT staff_number AS number, name, email FROM person WHERE operator_id = $1 AND staff_number IS NOT NULL ORDER BY staff_number", [
        operatorId,
      ]),
    );
    expect(rows.map((row) => Object.values(row).join())).toEqual([
      "01,石川 葵,two@zeros.example.jp",
      "02,佐藤 花,one@zeros.example.jp",
      "1055,森田 健二,three@zeros.example.jp",
    ]);
  });

  it("M1 do not turn one person into another; a new number of the same person is entered in the person's form", async () => {
    const { visitor, operatorId } = await seedOperator("番号の空港", "numbers@example.jp");
    valueOf(await importStaffList(visitor, { file: csv("1,髙﨑 一郎,first@example.jp,総務部") }, NOW));
    const everybody = async () =>
      (
        await withClient(own.ownerUrl, (client) =>
          client.query("SELECT p.*, a.email AS login FROM person p JOIN account a ON a.person_id = p.id WHERE p.operator_id = $1 ORDER BY p.email", [
            operatorId,
          ]),
        )
      ).rows;
    const before = await everybody();
    for (const row of ["2,別人 花子,first@example.jp,総務部", "2,髙﨑 一郎,first@example.jp,総務部", "１０,別人 花子,First@example.jp,総務部"]) {
      for (const bring of [previewStaffList, importStaffList]) {
        const refused = await bring(visitor, { file: csv(row) }, NOW);
        expect(refused).toMatchObject({
          ok: false,
          refusal: { code: "invalid_input", fields: [{ path: "2行目 職員番号", message: expect.stringContaining("職員番号「1」の髙﨑 一郎さん") as unknown }] },
        });
      }
    }
    expect(await everybody()).toEqual(before);
    const [{ id }] = before as [{ id: string }];
    valueOf(await changePerson(visitor, { personId: id, staffNumber: "2" }, NOW));
    expect(valueOf(await importStaffList(visitor, { file: csv("2,髙﨑 一郎,first@example.jp,総務部") }, NOW))).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it("M10 are imported as they were previewed, or not at all", async () => {
    const { visitor } = await seedOperator("確かめる空港", "previewed@example.jp");
    const list = csv("1,花子,hanako@example.jp,旅客部");
    const { hash } = valueOf(await previewStaffList(visitor, { file: list }, NOW));
    for (const changed of [csv("1,花子,hanako2@example.jp,旅客部"), csv("1,花子,hanako@example.jp,旅客部", "2,太郎,taro@example.jp,旅客部")]) {
      const refused = await importStaffList(visitor, { file: changed, hash }, NOW);
      expect(refused).toMatchObject({
        ok: false,
        refusal: { code: "confirmation_required", detail: expect.stringContaining("名簿か登録が変わりました") as unknown },
      });
    }
    expect(valueOf(await listPeople(visitor, PEOPLE, NOW)).total).toBe(1);
    expect(valueOf(await importStaffList(visitor, { file: list, hash }, NOW))).toMatchObject({ applied: true, added: 1 });
    expect(codeOf(await importStaffList(visitor, { file: list, hash }, NOW))).toBe("confirmation_required");
  });

  it("M10 with other columns are imported without them when that is chosen", async () => {
    const { visitor } = await seedOperator("列の空港", "columns@example.jp");
    const list = new TextEncoder().encode("入社日,職員番号,氏名,メール,部署,,\r\n2020-04-01,1055.0,花子,hanako@example.jp,総　務部,,\n");
    const asked = await previewStaffList(visitor, { file: list }, NOW);
    expect(asked).toMatchObject({ ok: false, refusal: { code: "invalid_input", list: ["入社日"] } });
    const { hash, ...preview } = valueOf(await previewStaffList(visitor, { file: list, ignoreColumns: "1" }, NOW));
    expect(preview).toMatchObject({ ignoredColumns: ["入社日"], newDepartments: [], doubts: [{ line: 2, place: "2行目 職員番号" }] });
    valueOf(await importStaffList(visitor, { file: list, ignoreColumns: "1", hash }, NOW));
    const [hanako] = valueOf(await listPeople(visitor, { ...PEOPLE, q: "花子" }, NOW)).items;
    expect(hanako).toMatchObject({ staffNumber: "1055", departmentName: "総務部" });
  });

  it("M10 tell who has a password and who has not, by department", async () => {
    const { visitor } = await seedOperator("鍵の空港", "keys@example.jp");
    valueOf(await importStaffList(visitor, { file: csv("1,花子,hanako@example.jp,旅客部", "2,太郎,taro@example.jp,運用部") }, NOW));
    const listed = async (password: "set" | "unset") => valueOf(await listPeople(visitor, { ...PEOPLE, password }, NOW)).items.map(({ name }) => name);
    const own_ = "UPDATE account SET password_hash = 'x', had_password = true WHERE email = 'keys@example.jp'";
    await withClient(own.ownerUrl, (client) => client.query(own_));
    expect(await listed("set")).toEqual(["事務 局子"]);
    expect(await listed("unset")).toEqual(["花子", "太郎"]);
  });

  it("a list of 10,000 people is imported within the limits of a statement", async () => {
    const { visitor } = await seedOperator("大きい空港", "large@example.jp");
    const rows = Array.from({ length: 10_000 }, (_, index) => `L${index},職員 ${index},bulk${index}@example.jp,大部${index % 40}`);
    expect(valueOf(await importStaffList(visitor, { file: csv(...rows) }, NOW)).added).toBe(10_000);
  });
});
