import { expect, it } from "vitest";
import { listPeople } from "@/lib/features/organisation/people/queries";
import { readGapReport } from "@/lib/features/results/gap-report/queries";
import { acceptSheet } from "@/lib/features/sheets/transitions/commands";
import { lastChanges, untilNextChange } from "@/lib/server/audit/last-changes";
import { reading } from "@/tests/support/rounds";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

prepareSheetGround();

const changes = () => reading(as("ciso"), lastChanges);
const entries = async () => Number((await rows<{ entries: string }>("SELECT count(*) AS entries FROM audit", []))[0]?.entries);

it("M12 neither a read nor a refusal makes what is kept of an operator out of date, and each change does", async () => {
  const { cycleId, sheets } = await cycle({ sheets: "handedIn" });
  const kept = untilNextChange<number>("last-changes.test", 10);
  let derived = 0;
  const ask = async () => kept([await changes()], NOW, () => Promise.resolve(++derived));
  expect(await ask()).toBe(1);

  const written = await entries();
  expect(codeOf(await readGapReport(as("ciso"), { cycleId }, NOW))).toBe("ok");
  expect(codeOf(await listPeople(as("secretariat"), { page: 1, perPage: 50, presence: "present" }, NOW))).toBe("ok");
  expect(codeOf(await acceptSheet(as("auditor"), { sheetId: sheets.handler }, NOW))).toBe("not_permitted");
  expect(await entries()).toBe(written + 3);
  expect(await ask()).toBe(1);

  expect(codeOf(await acceptSheet(as("manager"), { sheetId: sheets.handler }, NOW))).toBe("ok");
  expect(await ask()).toBe(2);
});

it("C5 more requests at once than there are connections derive it once, and again after a change", async () => {
  const { sheets } = await cycle({ sheets: "handedIn" });
  const kept = untilNextChange<number>("last-changes.test at once", 10);
  let derived = 0;
  const ask = () =>
    reading(as("ciso"), async (transaction) =>
      kept([await lastChanges(transaction)], NOW, async () => {
        await transaction.$queryRaw`SELECT pg_sleep(0.1)`;
        return ++derived;
      }),
    );
  const all = () => Promise.all(Array.from({ length: 40 }, ask));
  expect(new Set(await all())).toEqual(new Set([1]));
  expect(codeOf(await acceptSheet(as("manager"), { sheetId: sheets.handler }, NOW))).toBe("ok");
  expect(new Set(await all())).toEqual(new Set([2]));
});
