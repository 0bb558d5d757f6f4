import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepTexts, takeKeptTexts } from "@/components/ui/kept-texts";
import { form, Input, stubPage, TextArea } from "@/tests/support/form-controls";

let stored = new Map<string, string>();

beforeEach(() => {
  stored = stubPage();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

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

const asked = [new Input("confirmedEqualCycles", "", "1/0123456789abcdef", "hidden"), new Input("confirmedSimilar", "", "yes/0123456789abcdef", "hidden")];
const register = (text: string, ...confirmed: Input[]) => form("登録", ...confirmed.slice(0, 1), new Input("name", "name", text), ...confirmed.slice(1));

it.each([
  ["a number", asked.slice(0, 1)],
  ["a number and a tick", asked],
])("M8 a form is recognised though only the page before asked to confirm %s", (_what, confirmed) => {
  keepTexts(register("旅客課", ...confirmed), "a");
  expect(takeKeptTexts(register(""), "a")).toMatchObject({ name: ["旅客課"] });
  keepTexts(register("旅客課"), "a");
  expect(takeKeptTexts(register("", ...confirmed), "a"), "the other way round").toEqual({ name: ["旅客課"] });
});

it("M8 a form of other controls is not recognised, though both confirm the same", () => {
  keepTexts(form("登録", new Input("email", "email", "a@example.jp"), ...asked), "a");
  expect(takeKeptTexts(register("", ...asked), "a")).toBeNull();
});

describe("M8 a text that a build without ids in the names of forms kept", () => {
  const kept = (name: string) => stored.set("portal-kept-form:/operator/sheets/1", JSON.stringify({ sender: "a", form: name, entered: { name: ["旅客課"] } }));
  const page = (...forms: HTMLFormElement[]) => {
    vi.stubGlobal("document", { forms });
    return forms;
  };

  it.each(["登録|name", "登録|confirmedEqualCycles|name", "登録|name|confirmedSimilar"])("M8 comes back, once, from %s", (name) => {
    const [here = register("")] = page(register(""), form("招待", new Input("name", "invited")));
    kept(name);
    expect(takeKeptTexts(here, "b"), "to another account").toBeNull();
    expect(takeKeptTexts(here, "a")).toEqual({ name: ["旅客課"] });
    expect(takeKeptTexts(here, "a")).toBeNull();
  });

  it("M8 comes back in no form where the page has several that it may be of, nor in another", () => {
    const forms = page(form("1／5の所見", new TextArea("text", "remark-1")), form("1／5の所見", new TextArea("text", "remark-2")), register(""));
    kept("1／5の所見|text");
    expect(forms.map((one) => takeKeptTexts(one, "a"))).toEqual([null, null, null]);
  });
});
