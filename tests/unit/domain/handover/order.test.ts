import { describe, expect, it } from "vitest";
import { type DueInOrder, inOrderOfDependence } from "@/lib/domain/handover/order";

type Named = DueInOrder & { readonly name: string };
const due = (name: string, personId: string, confirmedBy: string, day = "2027-04-01"): Named => ({ name, personId, confirmedBy, day });
const ordered = (...given: readonly Named[]): string =>
  inOrderOfDependence(given)
    .map(({ name }) => name)
    .join(" ");

describe("M6 the order of the planned handovers of one day", () => {
  it("M6 is the one in which they were confirmed", () => {
    expect(ordered(due("a", "p1", "ciso"), due("b", "p2", "ciso"), due("c", "p3", "s"))).toBe("a b c");
  });

  it("M6 puts the handover of a person who confirmed others of the day after those", () => {
    expect(ordered(due("ofS", "s", "ciso"), due("a", "p1", "s"), due("b", "p2", "s"), due("c", "p3", "ciso"))).toBe("a b c ofS");
  });

  it("M6 goes by the whole chain: a person who confirmed the handover of a confirmer comes last", () => {
    expect(ordered(due("ofC", "c", "other"), due("ofS", "s", "c"), due("a", "p1", "s"))).toBe("a ofS ofC");
  });

  it("M6 keeps the days: a right that went the day before is gone", () => {
    expect(ordered(due("ofS", "s", "ciso"), due("later", "p1", "s", "2027-04-02"), due("a", "p2", "s"))).toBe("a ofS later");
    expect(ordered(due("ofS", "s", "ciso"), due("later", "p1", "s", "2027-04-02"))).toBe("ofS later");
  });

  it("M6 one's own, confirmed by oneself, waits for nothing of its own", () => {
    expect(ordered(due("own", "s", "s"), due("a", "p1", "ciso"))).toBe("own a");
    expect(ordered(due("own", "s", "s"), due("a", "p1", "s"))).toBe("a own");
  });

  it("M6 of two people who confirmed each other's each is done once, and what only they confirmed before them", () => {
    const order = ordered(due("ofS", "s", "t"), due("ofT", "t", "s"), due("a", "p1", "s"), due("b", "p2", "t"));
    expect(order.split(" ").sort()).toEqual(["a", "b", "ofS", "ofT"]);
    expect(order.startsWith("a b ")).toBe(true);
  });
});
