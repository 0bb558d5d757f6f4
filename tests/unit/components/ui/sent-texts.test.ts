import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SentTexts } from "@/components/ui/sent-texts";
import { changedForms, unsentBeside, watchTexts } from "@/components/ui/unsent-texts";
import { form, Input, Select, stubPage, TextArea } from "@/tests/support/form-controls";

const ends: (() => void)[] = [];

beforeEach(() => {
  stubPage(new EventTarget());
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

function shows(...controls: Input[]) {
  const reset = () => {
    for (const one of controls) one.value = one.defaultValue;
  };
  const [element, known] = [Object.assign(form("調査の計画", ...controls), { reset }), new SentTexts()];
  ends.push(watchTexts(element, { known, pointOut: () => undefined, forget: () => undefined }));
  const send = () => {
    const entered = new FormData();
    for (const { name, value } of controls) entered.append(name, value);
    known.send(element, entered);
  };
  const settle = (outcome: "idle" | "done" | "refused", empties = false) => known.settle(element, outcome, empties);
  return { element, send, settle, unsent: () => unsentBeside(form("ほか")) };
}

/** The page is made again with what the form says. */
const madeAgain = (control: Input): unknown => Object.assign(control, { defaultValue: control.value });

it.each([
  ["a line", new Input("title", "title", "浸透状況調査", "text", "秋の調査")],
  ["an address", new Input("email", "email", "", "email", "a@example.jp")],
  ["a text", new TextArea("reason", "reason", "一行目\n二行目")],
])("M8 %s that a search of its form shows again is not sent, until the form is", (_what, typed) => {
  const { send, settle, unsent } = shows(typed);
  for (const _search of ["探す", "次のページ"]) {
    send();
    expect(unsent(), "on its way").toBeNull();
    settle("idle");
    madeAgain(typed);
    expect(unsent()).toBe(typed);
  }
  send();
  settle("refused");
  expect(unsent()).toBe(typed);
  send();
  settle("done");
  expect(unsent()).toBeNull();
});

it("M8 what the page said by itself is no text of anybody after a search, and neither are words to find", () => {
  const { send, settle, unsent } = shows(new Input("title", "title", "浸透状況調査"), new Input("q", "q", "", "search", "空港"));
  send();
  settle("idle");
  expect(unsent()).toBeNull();
});

it.each([
  ["a tick", Object.assign(new Input("operators", "", "1", "checkbox"), { checked: true })],
  ["an option", new Select("edition", "edition", [{ value: "2", defaultSelected: true }], "3")],
])("M8 %s that a search of its form shows again is among what was chosen", (_what, chosen) => {
  const { element, send, settle } = shows(chosen);
  send();
  settle("idle");
  Object.assign(chosen, { defaultChecked: true, options: [{ value: "3", defaultSelected: true }] });
  expect(changedForms()).toEqual([element]);
});

it("M8 the same text typed into a form that was emptied is not sent", () => {
  const remark = new TextArea("text", "remark", "根拠の版を書いてください。");
  const { send, settle, unsent } = shows(remark);
  send();
  settle("done", true);
  expect([remark.value, unsent()]).toEqual(["", null]);
  remark.value = "根拠の版を書いてください。";
  expect(unsent()).toBe(remark);
});

it("M8 a text that stays in its form after it was sent is sent", () => {
  const { send, settle, unsent } = shows(new TextArea("text", "remark", "所見"));
  send();
  settle("done");
  expect(unsent()).toBeNull();
});
