import { afterEach, expect, it, vi } from "vitest";
import { copyText } from "@/components/ui/copy-text";
import { keepTexts } from "@/components/ui/kept-texts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const FORM = { elements: [], getAttribute: () => "差戻し" } as unknown as HTMLFormElement;
const refuse = (name: string) => (): never => {
  throw new DOMException("", name);
};
const location = { pathname: "/operator/sheets/1" };

it.each([
  ["is full", { location, sessionStorage: { setItem: refuse("QuotaExceededError") } }],
  ["is forbidden", Object.defineProperty({ location }, "sessionStorage", { get: refuse("SecurityError") })],
  ["is missing", { location }],
])("M8 a form is told when its texts cannot be kept because the storage of the browser %s", (_case, window) => {
  vi.stubGlobal("window", window);
  expect(keepTexts(FORM, "a")).toBe(false);
});

it("M8 a form is told when its texts were kept", () => {
  const kept: string[] = [];
  vi.stubGlobal("window", { location, sessionStorage: { setItem: (key: string) => kept.push(key) } });
  expect(keepTexts(FORM, "a")).toBe(true);
  expect(kept).toEqual(["portal-kept-form:/operator/sheets/1"]);
});

it.each([
  ["is missing", {}],
  ["refuses", { clipboard: { writeText: () => Promise.reject(new DOMException("", "NotAllowedError")) } }],
  ["is forbidden", Object.defineProperty({}, "clipboard", { get: refuse("SecurityError") })],
])("M8 a text is said not to be copied where the clipboard %s", async (_case, navigator) => {
  vi.stubGlobal("navigator", navigator);
  expect(await copyText("秘密")).toBe(false);
});
