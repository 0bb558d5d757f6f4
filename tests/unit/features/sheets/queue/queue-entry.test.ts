import { describe, expect, it } from "vitest";
import { joinRemarks, type QueuedAnswer, recordChange, settle, withAttempt } from "@/lib/features/sheets/queue/entry";
import { change, draft, savedAnswer } from "./queue-fakes";

const sent = (entry: QueuedAnswer) => withAttempt(entry, () => "mutation-1");

describe("recordChange", () => {
  it("leaves a request under way unchanged", () => {
    const first = sent(recordChange(undefined, change(), 1));
    const second = recordChange(first, change({ draft: draft({ status: "partial" }) }), 2);
    expect(second.attempt).toEqual(first.attempt);
    expect(second).toMatchObject({ change: 2, version: 0, draft: { status: "partial" } });
  });

  it("does not count the same content as a change", () => {
    const first = recordChange(undefined, change(), 1);
    expect(recordChange(first, change(), 2)).toBe(first);
  });
});

describe("a draft", () => {
  it("keeps only the entered fields of the saved answer that it is based on", () => {
    const { draft: kept } = recordChange(undefined, change({ draft: { ...savedAnswer({ status: "partial", version: 3 }), remark: "備考" } }), 1);
    expect(Object.keys(kept).sort()).toEqual(["copied", "evidence", "reason", "remark", "status"]);
    expect(kept).toMatchObject({ status: "partial", remark: "備考" });
  });
});

describe("settle", () => {
  const entry = sent(recordChange(undefined, change({ version: 2 }), 1));

  it("does not ask about an answer equal to the own one", () => {
    expect(settle(entry, entry.attempt, { kind: "conflict", current: savedAnswer({ status: "implemented" }) })).toBeNull();
  });

  it("puts the answer on top of an empty one without asking", () => {
    const current = savedAnswer({ status: null, version: 7 });
    expect(settle(entry, entry.attempt, { kind: "conflict", current })).toMatchObject({
      version: 7,
      attempt: null,
      problem: null,
    });
  });

  it("leaves an entry with another request alone", () => {
    const other = { ...entry.attempt, mutationId: "mutation-0" };
    expect(settle(entry, other, { kind: "saved", version: 9, savedAt: "", also: [] })).toBe(entry);
  });
});

describe("joinRemarks", () => {
  it("writes the own remark below the other", () => {
    const entry = recordChange(undefined, change({ draft: draft({ remark: "自分" }) }), 1);
    const problem = { kind: "conflict", current: savedAnswer({ remark: "相手" }) } as const;
    expect(joinRemarks({ ...entry, problem }, 2)).toMatchObject({ draft: { remark: "相手\n自分" }, version: 3, problem: null });
  });
});
