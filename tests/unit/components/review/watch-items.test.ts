import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isBefore, LOOKS, watchItems } from "@/components/review/watch-items";

it.each([
  [{ ratio: 1, height: 80, room: 800 }, true],
  [{ ratio: 0.9, height: 72, room: 800 }, true],
  [{ ratio: 0.89, height: 71, room: 800 }, false],
  [{ ratio: 0, height: 0, room: 0 }, false],
  [{ ratio: 0.4, height: 400, room: 800 }, true],
  [{ ratio: 0.4, height: 399, room: 800 }, false],
])("M11 an item stands before the reader whole, or over half of the window: %o", (entry, expected) => {
  expect(isBefore(entry)).toBe(expected);
});

class Row {
  constructor(readonly dataset: { readonly item: string }) {}
  closest(): Row {
    return this;
  }
}

let listeners: Record<string, (event: { target: unknown }) => void>;
let report: (entries: unknown[]) => void;
const page = { visibilityState: "visible" };
const row = new Row({ item: "one" });
const seen: string[] = [];
let end: () => void;

const inView = (ratio: number) =>
  report([{ target: row, isIntersecting: ratio > 0, intersectionRatio: ratio, intersectionRect: { height: ratio * 80 }, rootBounds: { height: 800 } }]);

beforeEach(() => {
  vi.useFakeTimers();
  listeners = {};
  page.visibilityState = "visible";
  seen.length = 0;
  vi.stubGlobal("HTMLElement", Row);
  vi.stubGlobal("Element", Row);
  vi.stubGlobal("document", {
    get visibilityState() {
      return page.visibilityState;
    },
    querySelectorAll: () => [row],
    addEventListener: (name: string, listener: (event: { target: unknown }) => void) => {
      listeners[name] = listener;
    },
    removeEventListener: (name: string) => Reflect.deleteProperty(listeners, name),
  });
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(told: (entries: unknown[]) => void) {
        report = told;
      }
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
  end = watchItems((itemId) => seen.push(itemId));
});
afterEach(() => {
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("M11 an item that stays in view is seen, once it has stayed, and not before", () => {
  inView(1);
  vi.advanceTimersByTime(LOOKS - 1);
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(seen).toEqual(["one"]);
});

it("M11 an item that is scrolled past is not seen, and begins to be looked at again when it comes back", () => {
  inView(1);
  vi.advanceTimersByTime(LOOKS - 1);
  inView(0.3);
  inView(1);
  vi.advanceTimersByTime(LOOKS - 1);
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(seen).toEqual(["one"]);
});

it("M11 an item in a tab behind another is not seen until somebody is there", () => {
  page.visibilityState = "hidden";
  inView(1);
  vi.advanceTimersByTime(10 * LOOKS);
  expect(seen).toEqual([]);
  page.visibilityState = "visible";
  vi.advanceTimersByTime(LOOKS);
  expect(seen).toEqual(["one"]);
});

it.each(["focusin", "click"])("M11 an item that the reader comes to is seen at once, by %s; another part of the page is none", (name) => {
  listeners[name]?.({ target: null });
  expect(seen).toEqual([]);
  listeners[name]?.({ target: row });
  expect(seen).toEqual(["one"]);
});

it("M11 nothing is seen any more once the page is left", () => {
  inView(1);
  end();
  vi.advanceTimersByTime(LOOKS);
  expect(seen).toEqual([]);
  expect(Object.keys(listeners)).toEqual([]);
});
