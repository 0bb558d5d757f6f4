import { describe, expect, it } from "vitest";
import { ownPath } from "@/lib/server/request/own-path";

describe("where the sign-in may lead", () => {
  it.each([
    ["/operator/cycles", "/operator/cycles"],
    ["/operator?tier=reference", "/operator?tier=reference"],
    ["/checks/../account", "/account"],
    ["http://127.0.0.1:3000/operator/cycles?notice=done", "/operator/cycles?notice=done"],
    ["https://elsewhere.example/operator", "/operator"],
    ["//elsewhere.example/operator", null],
    ["/\\elsewhere.example/operator", null],
    ["/\t/elsewhere.example", null],
    ["http://127.0.0.1//elsewhere.example", "/elsewhere.example"],
    ["javascript:alert(1)", null],
    ["http://", null],
    [undefined, null],
  ])("%j: %j", (address, expected) => {
    expect(ownPath(address)).toBe(expected);
  });
});
