import { afterEach, expect, it, vi } from "vitest";
import { forgetSeen, keepSeen, keptSeen, MOST_SHEETS, sheetsSeen } from "@/components/review/seen-marks";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A browser's storage; `left` is what other parts of the portal keep in it. */
function storage(left: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept: Record<string, string> = { ...left };
  const methods = {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => {
      kept[name] = value;
    },
    removeItem: (name: string) => {
      Reflect.deleteProperty(kept, name);
    },
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(kept, name, { value });
  vi.stubGlobal("localStorage", kept);
  return kept;
}

const round = (given: Partial<Parameters<typeof keptSeen>[0]> = {}) => ({ accountId: "a", sheetId: "s", handedInAt: "2026-11-19T07:05:00.000Z", ...given });
const seen = (given: Parameters<typeof round>[0] = {}): string[] => [...keptSeen(round(given))];

it("M11 items that were seen are kept for the account, the sheet and what was handed in", () => {
  storage();
  keepSeen(round(), ["one"]);
  keepSeen(round(), ["two", "one"]);
  expect(seen()).toEqual(["one", "two"]);
  expect(seen({ accountId: "b" })).toEqual([]);
  expect(seen({ sheetId: "t" })).toEqual([]);
  expect(seen({ handedInAt: "2026-11-20T00:00:00.000Z" })).toEqual([]);
});

it("M11 a sheet that is handed in again has no marks, and its earlier ones are gone", () => {
  const kept = storage();
  keepSeen(round(), ["one", "two"]);
  keepSeen(round({ handedInAt: "later" }), ["three"]);
  expect(seen({ handedInAt: "later" })).toEqual(["three"]);
  expect(seen()).toEqual([]);
  expect(Object.keys(kept)).toHaveLength(1);
});

it("M11 marks of the last sheets alone are kept, those seen longest ago go first", () => {
  storage({ "portal-advance": "yes" });
  vi.useFakeTimers({ now: 0 });
  for (let at = 0; at <= MOST_SHEETS; at += 1) {
    vi.setSystemTime(at);
    keepSeen(round({ sheetId: String(at) }), ["one"]);
  }
  vi.useRealTimers();
  expect(seen({ sheetId: "0" })).toEqual([]);
  expect(seen({ sheetId: "1" })).toEqual(["one"]);
  expect(sheetsSeen("a")).toBe(MOST_SHEETS);
  expect(localStorage.getItem("portal-advance")).toBe("yes");
});

it("M11 an account removes its own marks, and no others", () => {
  const kept = storage({ "portal-advance": "yes" });
  keepSeen(round(), ["one"]);
  keepSeen(round({ sheetId: "t" }), ["one"]);
  keepSeen(round({ accountId: "ab" }), ["one"]);
  expect(sheetsSeen("a")).toBe(2);
  forgetSeen("a");
  expect(sheetsSeen("a")).toBe(0);
  expect(seen({ accountId: "ab" })).toEqual(["one"]);
  expect(kept["portal-advance"]).toBe("yes");
});

it.each([
  "",
  "{",
  "null",
  "1",
  '"one"',
  '{"handedInAt":"2026-11-19T07:05:00.000Z","items":"one"}',
  '{"handedInAt":"2026-11-19T07:05:00.000Z","items":[1,null]}',
])("M11 what stands in the storage and is no mark says nothing: %s", (value) => {
  storage({ "portal-seen:a:s": value });
  expect(seen()).toEqual([]);
  keepSeen(round(), ["one"]);
  expect(seen()).toEqual(["one"]);
});

const refuse = (): never => {
  throw new DOMException("", "QuotaExceededError");
};

it.each([
  ["is full", { value: Object.defineProperty({ getItem: () => null, removeItem: () => undefined }, "setItem", { value: refuse }) }],
  ["is forbidden", { get: refuse }],
  ["is missing", { value: undefined }],
])("M11 a browser whose storage %s keeps nothing and goes on", (_case, property) => {
  vi.stubGlobal("localStorage", undefined);
  Object.defineProperty(globalThis, "localStorage", { configurable: true, ...property });
  keepSeen(round(), ["one"]);
  expect(seen()).toEqual([]);
  expect(sheetsSeen("a")).toBe(0);
  forgetSeen("a");
});
