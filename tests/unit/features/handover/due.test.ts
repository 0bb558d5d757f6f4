import { beforeEach, describe, expect, it, vi } from "vitest";
import { applyDueHandovers } from "@/lib/features/handover/due/commands";
import * as client from "@/lib/server/database/client";
import type { Transaction } from "@/lib/server/database/transaction";
import { Outage } from "@/lib/server/outage/unavailable";

vi.mock("@/lib/server/database/client", async (original) => ({
  ...(await original<typeof client>()),
  databaseDiskFull: vi.fn(),
  outOfScope: vi.fn(),
  inScope: vi.fn(),
}));

const NOW = new Date("2026-12-01T03:00:00Z");
const account = { accountId: "a1", operatorId: "o1", personId: "p1", role: null, appointments: [{ role: "ciso", departmentId: null, systemId: null }] };
const DUE = [{ id: "h1", personId: "p2", day: "2026-12-01", confirmedBy: "p1", account }];

/** What was asked of the database outside every scope, and the reasons for which plans were left to be confirmed. */
const asked: string[] = [];
const leftBecause: unknown[] = [];

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  asked.length = 0;
  leftBecause.length = 0;
  vi.mocked(client.databaseDiskFull).mockReset().mockReturnValue(false);
  vi.mocked(client.inScope).mockReset();
  vi.mocked(client.outOfScope).mockImplementation((work) =>
    work({
      $queryRaw: (parts: TemplateStringsArray, ...values: unknown[]) => {
        asked.push(parts.join("?"));
        if (!parts.join("").includes("portal_handover_to_confirm")) return Promise.resolve(DUE);
        leftBecause.push(values[2]);
        return Promise.resolve([]);
      },
    } as never),
  );
});

const failing = (code: string) => vi.mocked(client.inScope).mockRejectedValue(new Outage(Object.assign(new Error("refused"), { code }), code === "53100"));

describe("M6 a planned handover on a day on which the database does not take it", () => {
  it("M6 stays planned while the disk is full, and the request goes on", async () => {
    vi.mocked(client.databaseDiskFull).mockReturnValue(true);
    await applyDueHandovers("o1", NOW);
    expect(asked).toEqual([]);
  });

  it("M6 stays planned where the disk fills up just then", async () => {
    vi.mocked(client.databaseDiskFull).mockReturnValueOnce(false).mockReturnValueOnce(false).mockReturnValue(true);
    await applyDueHandovers("o1", NOW);
    expect([asked.length, leftBecause, vi.mocked(client.inScope).mock.calls]).toEqual([1, [], []]);
  });

  it.each([
    ["a disk that is full for PostgreSQL itself", "53100"],
    ["a database that can only be read", "25006"],
  ])("M6 stays planned with %s, and the request goes on", async (_what, code) => {
    failing(code);
    await applyDueHandovers("o1", NOW);
    expect(leftBecause).toEqual([]);
  });

  it("M6 stays planned with a database that is away, which is the request's outage too", async () => {
    failing("08006");
    await expect(applyDueHandovers("o1", NOW)).rejects.toThrow(Outage);
    expect(leftBecause).toEqual([]);
  });

  it("M6 waits to be confirmed again where the right of the person who confirmed it is gone", async () => {
    const transaction = { $queryRaw: () => Promise.resolve([]) } as unknown as Transaction;
    vi.mocked(client.inScope).mockImplementation((_scope, work) => work(transaction, null));
    await applyDueHandovers("o1", NOW);
    expect(leftBecause).toEqual(["confirmer"]);
  });

  it("M6 waits to be confirmed again where the portal is at fault", async () => {
    vi.mocked(client.inScope).mockRejectedValue(new Error("a bug"));
    await applyDueHandovers("o1", NOW);
    expect(leftBecause).toEqual(["failed"]);
  });
});
