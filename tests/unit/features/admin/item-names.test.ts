import { expect, it, vi } from "vitest";
import { readItemNames } from "@/lib/features/admin/target-names/queries";
import type { Transaction } from "@/lib/server/database/client";

it("M12 the names of items are read with one query for each edition, however many items the trail has", async () => {
  const queries = vi.fn(() => Promise.resolve([]));
  const transaction = { $queryRaw: queries } as unknown as Transaction;
  const items = ["kuko-2", "shishin-3"].flatMap((edition) => Array.from({ length: 1_000 }, (_one, index) => `cycle/1/${edition}:1.${index}`));
  await readItemNames(transaction, [...items, "people", "cycle/1"]);
  expect(queries).toHaveBeenCalledTimes(2);
  await readItemNames(transaction, items.slice(0, 3));
  expect(queries).toHaveBeenCalledTimes(3);
});
