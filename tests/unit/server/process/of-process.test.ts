import { describe, expect, it, vi } from "vitest";
import { ofProcess } from "@/lib/server/process/of-process";

describe("something of which the process has one", () => {
  it("is made on first use, and not before", () => {
    const make = vi.fn(() => ({ count: 0 }));
    const counter = ofProcess("a counter of this test", make);
    expect(make).not.toHaveBeenCalled();
    counter().count += 1;
    expect(counter().count).toBe(1);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it("is the same where a second copy of the module asks by its name", () => {
    const one = ofProcess("a list of this test", (): string[] => []);
    const other = ofProcess("a list of this test", (): string[] => []);
    one().push("kept");
    expect(other()).toEqual(["kept"]);
  });

  it("is another under another name", () => {
    const names = ["the first of this test", "the second of this test"] as const;
    const [first, second] = names.map((name) => ofProcess(name, (): object => ({})));
    expect(first?.()).not.toBe(second?.());
  });
});
