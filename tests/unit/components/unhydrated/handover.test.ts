import { describe, expect, it } from "vitest";
import { handOver, takeOver } from "@/components/unhydrated/handover";

const MINUTE = 60_000;

describe("elements that are handed over", () => {
  it("are found under their own id, once", () => {
    const [one, other] = [handOver("one"), handOver("other")];
    expect([takeOver(other), takeOver(one)]).toEqual(["other", "one"]);
    expect(() => takeOver(one)).toThrow(/no elements wait/);
  });

  it("are dropped after a minute, if nobody took them", () => {
    const now = Date.now();
    const [old, young] = [handOver("old", now), handOver("young", now + 1)];
    handOver("next", now + MINUTE + 1);
    expect(takeOver(young)).toBe("young");
    expect(() => takeOver(old)).toThrow(/no elements wait/);
  });
});
