import { expect, it, onTestFinished, vi } from "vitest";
import { Memo } from "@/lib/domain/shared/memo";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { itemAnswersQuery } from "@/lib/features/results/figures/schema";
import { listItemAnswers } from "@/lib/features/results/item-answers/queries";
import { inScope } from "@/lib/server/database/client";
import * as engine from "@/lib/server/database/prisma-on";
import { ofProcess } from "@/lib/server/process/of-process";
import { pageQuery } from "@/lib/validation/paging";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

/* Prisma's engine takes half a second of work when a process first needs it, and again a tenth on each connection. */

prepareSheetGround();

/** Forgets the revisions, as a process that has just begun knows none. */
async function forget(): Promise<string> {
  const revisions = await rows<{ id: string; hash: string }>("SELECT edition_id AS id, content_hash AS hash FROM edition_revision ORDER BY 1", []);
  const known = ofProcess("editions", () => new Memo<string, EditionIndex>())();
  for (const { hash } of revisions) known.delete(hash);
  return revisions[0]?.id ?? "";
}

it("C5 a process that has just begun reads an edition, and the answers to an item, without Prisma's engine", async () => {
  const { cycleId, items } = await cycle({ sheets: "accepted" });
  const uses = vi.spyOn(engine, "prismaOn");
  onTestFinished(() => uses.mockRestore());
  const id = await forget();
  const edition = await inScope(as("ciso").scope, (transaction) => loadEdition(transaction, id));
  expect([edition?.edition.id, edition?.items.size]).toEqual([id, edition?.edition.items.length]);
  await forget();
  const asked = { cycleId, itemId: items.system[0] ?? "", ...itemAnswersQuery.parse({}), ...pageQuery.parse({}) };
  expect(codeOf(await listItemAnswers(as("ciso"), asked, NOW))).toBe("ok");
  expect(uses.mock.calls.length).toBe(0);
  await inScope(as("ciso").scope, (transaction) => transaction.edition.count());
  expect(uses.mock.calls.length).toBeGreaterThan(0);
});

it("C5 requests that come at once to a process that has just begun read an edition once, and share it", async () => {
  const id = await forget();
  const read = () => inScope(as("ciso").scope, (transaction) => loadEdition(transaction, id));
  const atOnce = () => Promise.all(Array.from({ length: 10 }, read));
  await atOnce(); // Opens connections, so that nobody waits for one.
  await forget();
  const [first, ...others] = await atOnce();
  expect(first?.edition.id).toBe(id);
  expect(others.map((edition) => edition === first)).toEqual(others.map(() => true));
  expect(await inScope(as("ciso").scope, (transaction) => loadEdition(transaction, id, "no such content"))).toBeNull();
});
