import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepTexts, takeKeptTexts } from "@/components/ui/kept-texts";

class Input {
  readonly dataset = {};
  constructor(
    readonly name: string,
    readonly id: string,
    readonly value = "",
    readonly type = "text",
  ) {}
}
class TextArea extends Input {}
class Select extends Input {}

beforeEach(() => {
  const stored = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  };
  vi.stubGlobal("window", { location: { pathname: "/operator/sheets/1" }, sessionStorage });
  vi.stubGlobal("HTMLInputElement", Input);
  vi.stubGlobal("HTMLTextAreaElement", TextArea);
  vi.stubGlobal("HTMLSelectElement", Select);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const form = (label: string | null, ...elements: Input[]) => ({ elements, getAttribute: () => label }) as unknown as HTMLFormElement;
const remark = (item: string, text = "") => form("1／5の所見", new Input("$sender", "", "a", "hidden"), new TextArea("text", `remark-${item}`, text));

it("M8 a text comes back in the form it was typed in, not in another of the same name", () => {
  keepTexts(remark("kuko-2:3.1.2.6-1", "二つ目の所見"), "a");
  expect(takeKeptTexts(remark("kuko-2:3.1.2.5-1"), "a")).toBeNull();
  expect(takeKeptTexts(form("1／5の所見", new TextArea("text", "reason")), "a")).toBeNull();
  expect(takeKeptTexts(remark("kuko-2:3.1.2.6-1"), "b"), "of another account").toBeNull();
  expect(takeKeptTexts(remark("kuko-2:3.1.2.6-1"), "a")).toEqual({ text: ["二つ目の所見"] });
  expect(takeKeptTexts(remark("kuko-2:3.1.2.6-1"), "a"), "once").toBeNull();
});

it("M8 a form is recognised in a build that sends other hidden data along", () => {
  const before = form("登録", new Input("$ACTION_KEY", "", "k1", "hidden"), new Input("name", "name", "旅客課"));
  const after = form("登録", new Input("$ACTION_REF_1", "", "", "hidden"), new Input("$ACTION_KEY", "", "k2", "hidden"), new Input("name", "name"));
  keepTexts(before, "a");
  expect(takeKeptTexts(after, "a")).toEqual({ name: ["旅客課"] });
});
