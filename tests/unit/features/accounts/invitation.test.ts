import { beforeEach, describe, expect, it, vi } from "vitest";
import { readLink } from "@/lib/features/accounts/invitation/commands";
import { setDueWork } from "@/lib/server/auth/due-work";
import * as client from "@/lib/server/database/client";

vi.mock("@/lib/server/database/client", async (original) => ({ ...(await original<typeof client>()), outOfScope: vi.fn(), databaseDiskFull: () => true }));

const MORNING = new Date("2026-12-01T00:30:00Z");
const found = (handoverOn: string | null) => [{ link: { account: { accountId: "a1", operatorId: "o1", handoverOn }, effectiveAt: null } }];
const DEAD = [{ link: null }];

const work = vi.fn(() => Promise.resolve());
const answers = (...given: readonly unknown[]) => {
  for (const one of given) vi.mocked(client.outOfScope).mockResolvedValueOnce(one);
};

beforeEach(() => {
  vi.mocked(client.outOfScope).mockReset();
  work.mockClear();
  setDueWork(work);
});

describe("M6 an invitation link on the day of a planned handover", () => {
  it("M6 is read again after what is due for its operator, and is dead if its maker went by that", async () => {
    answers(found("2026-12-01"), DEAD);
    expect(await readLink("secret", MORNING)).toBeNull();
    expect(work.mock.calls).toEqual([["o1", MORNING]]);
  });

  it("M6 is what it is after that", async () => {
    answers(found("2026-11-30"), found(null));
    expect((await readLink("secret", MORNING))?.account.handoverOn).toBeNull();
  });

  it.each([
    ["no handover is planned", null],
    ["the day is to come", "2026-12-02"],
  ])("M6 is read once where %s", async (_what, day) => {
    answers(found(day));
    expect((await readLink("secret", MORNING))?.account.accountId).toBe("a1");
    expect([work.mock.calls, vi.mocked(client.outOfScope).mock.calls.length]).toEqual([[], 1]);
  });
});
