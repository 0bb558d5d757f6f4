import { describe, expect, it } from "vitest";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { addFirstAccount } from "@/lib/features/admin/first-account/commands";
import { addOperator, changeOperator } from "@/lib/features/admin/operators/commands";
import { SIGNS, shapeOf } from "@/lib/features/organisation/likeness/rules";
import { shapeIn } from "@/lib/features/organisation/likeness/sql";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { inScope, Prisma } from "@/lib/server/database/client";
import { codeOf, NOW, own, platform, prepareOrganisationGround, seedOperator, valueOf } from "@/tests/support/organisation-ground";

prepareOrganisationGround();

/** Each pair looks the same, and the fold tells it apart. */
const PAIRS = [
  ["O’Brien Pat", "O'Brien Pat"],
  ["マリア·コスタ", "マリア・コスタ"],
  ["〇山 葵", "○山葵"],
  ["Pat ″P″ Lee", 'Pat "P" Lee'],
] as const;

describe("M9 names that differ by signs of the same shape alone, by hand", () => {
  it.each(PAIRS)("M9 %s is a namesake of %s, so that a number or address one character away is asked about", async (registered, typed) => {
    const { visitor, departmentId } = await seedOperator("形の空港", `shape-${PAIRS.findIndex(([one]) => one === registered)}@example.jp`);
    const one = { departmentId, name: registered, email: "one@example.jp", staffNumber: "1001" };
    valueOf(await addPerson(visitor, one, NOW));
    const other = { departmentId, name: typed, email: "other@example.jp", staffNumber: "1002" };
    expect(codeOf(await addPerson(visitor, other, NOW))).toBe("confirmation_required");
    expect(codeOf(await addPerson(visitor, { ...other, name: `${typed}子` }, NOW))).toBe("ok");
    const { id: personId } = valueOf(await addPerson(visitor, { ...other, email: "third@example.jp", staffNumber: "7777" }, NOW));
    expect(codeOf(await changePerson(visitor, { personId, staffNumber: "1003" }, NOW))).toBe("confirmation_required");
    expect(codeOf(await changePerson(visitor, { personId, staffNumber: "1003", confirmedSimilar: true }, NOW))).toBe("ok");
  });

  it.each([
    ["〇〇空港", "○○空港"],
    ["マリア·コスタ空港", "マリア・コスタ空港"],
  ])("M9 no two operators of a sector look the same: %s and %s", async (registered, typed) => {
    const { id } = valueOf(await addOperator(platform, { name: registered, sectorId: "airport" }, NOW));
    const refusal = await addOperator(platform, { name: typed, sectorId: "airport" }, NOW);
    expect(refusal).toMatchObject({
      refusal: {
        code: "duplicate",
        fields: [{ path: "name", message: expect.stringMatching(new RegExp(`「${registered}」.*見た目の同じ記号`, "u")) as unknown }],
      },
    });
    const { id: operatorId } = valueOf(await addOperator(platform, { name: `${registered}の隣`, sectorId: "airport" }, NOW));
    expect(codeOf(await changeOperator(platform, { operatorId, name: typed }, NOW))).toBe("duplicate");
    expect(codeOf(await changeOperator(platform, { operatorId: id, name: typed }, NOW))).toBe("ok");
  });

  it("M9 the first account of an operator finds the department that looks the same", async () => {
    const { id: operatorId } = valueOf(await addOperator(platform, { name: "最初の部署の空港", sectorId: "airport" }, NOW));
    const body = { operatorId, name: "最初 の人", role: "secretariat" } as const;
    valueOf(await addFirstAccount(platform, { ...body, email: "shape1@example.jp", departmentName: "ターミナル・施設部" }, NOW));
    valueOf(await addFirstAccount(platform, { ...body, email: "shape2@example.jp", departmentName: "ターミナル·施設部" }, NOW));
    const names = await withClient(own.ownerUrl, (client) =>
      client.query<{ name: string }>("SELECT name FROM department WHERE operator_id = $1", [operatorId]),
    );
    expect(names.rows).toEqual([{ name: "ターミナル・施設部" }]);
  });

  it("M9 the database sees the same shapes as the code", async () => {
    const texts = [...SIGNS.from, ...PAIRS.flat(), "''''", "〝’′\"'〟", "″‴⁗"].map((text) => `甲${text}乙`);
    const rows = await inScope(
      platform.scope,
      (transaction) =>
        transaction.$queryRaw<
          { shape: string }[]
        >`SELECT ${shapeIn(Prisma.sql`portal_fold(t.text)`)} AS shape FROM unnest(${texts}::text[]) WITH ORDINALITY AS t(text, at) ORDER BY t.at`,
    );
    expect(rows.map(({ shape }) => shape)).toEqual(texts.map((text) => shapeOf(identityFold(text))));
  });
});
