import { describe, expect, it } from "vitest";
import { keepWaiting, takeWaiting } from "@/components/unhydrated/waiting";

const MINUTE = 60_000;

describe("elements that wait for the HTML", () => {
  it("are found under their own id, once", () => {
    const [one, other] = [keepWaiting("one"), keepWaiting("other")];
    expect([takeWaiting(other), takeWaiting(one)]).toEqual(["other", "one"]);
    expect(() => takeWaiting(one)).toThrow(/no elements wait/);
  });

  it("are dropped after a minute, if nobody took them", () => {
    const now = Date.now();
    const [old, young] = [keepWaiting("old", now), keepWaiting("young", now + 1)];
    keepWaiting("next", now + MINUTE + 1);
    expect(takeWaiting(young)).toBe("young");
    expect(() => takeWaiting(old)).toThrow(/no elements wait/);
  });
});
