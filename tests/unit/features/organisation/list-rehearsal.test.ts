import { beforeEach, expect, it, vi } from "vitest";
import { DISK_FULL } from "@/lib/domain/shared/outage";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { refused } from "@/lib/domain/shared/result";
import { tryOut } from "@/lib/features/organisation/list-import/rows";
import type { Transaction } from "@/lib/server/database/client";

const disk = vi.hoisted(() => ({ full: false }));
vi.mock("@/lib/server/database/client", async (original) => ({
  ...(await original<Record<string, unknown>>()),
  databaseDiskFull: () => disk.full,
}));

const said: string[] = [];
const transaction = {
  $executeRaw: ([text]: readonly string[]) => {
    said.push(text ?? "");
    return Promise.resolve(0);
  },
} as unknown as Transaction;
const carry = () => {
  said.push("written");
  return Promise.resolve(refused(NOT_FOUND));
};

beforeEach(() => void said.splice(0));

it("M10 the preview of a list writes nothing while the disk counts as full", async () => {
  disk.full = true;
  expect(await tryOut(transaction, carry)).toEqual(refused(DISK_FULL));
  expect(said).toEqual([]);
});

it("M10 the preview of a list takes back what it wrote", async () => {
  disk.full = false;
  expect(await tryOut(transaction, carry)).toEqual(refused(NOT_FOUND));
  expect(said).toEqual(["SAVEPOINT tried_out", "written", "ROLLBACK TO SAVEPOINT tried_out"]);
});
