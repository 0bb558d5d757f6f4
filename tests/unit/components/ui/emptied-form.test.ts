import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { emptySent } from "@/components/ui/kept-texts";

class Input {
  checked = false;
  constructor(
    readonly type: string,
    readonly name: string,
    public value: string,
  ) {}
}
class TextArea extends Input {}
class Select extends Input {}

beforeEach(() => {
  vi.stubGlobal("HTMLInputElement", Input);
  vi.stubGlobal("HTMLTextAreaElement", TextArea);
  vi.stubGlobal("HTMLSelectElement", Select);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A form of these controls, which a reset empties. */
function form(...elements: Input[]): HTMLFormElement {
  const reset = () => {
    for (const one of elements) Object.assign(one, ["checkbox", "radio"].includes(one.type) ? { checked: false } : { value: "" });
  };
  return { elements, reset } as unknown as HTMLFormElement;
}

const sent = (...entries: [string, string][]): FormData => {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
};

it("M8 a form is emptied of what was sent, and keeps what was typed since", () => {
  const [remark, name] = [new TextArea("textarea", "text", "一行目\n二行目、続き"), new Input("text", "name", "送った名前")];
  emptySent(form(remark, name), sent(["text", "一行目\r\n二行目"], ["name", "送った名前"]));
  expect([remark.value, name.value]).toEqual(["一行目\n二行目、続き", ""]);
});

it("M8 a form is emptied whole where nothing was typed since, whatever its line ends", () => {
  const remark = new TextArea("textarea", "text", "一行目\n二行目");
  emptySent(form(remark), sent(["text", "一行目\r\n二行目"]));
  expect(remark.value).toBe("");
});

it("M8 a choice that was made since the form was sent stays", () => {
  const [ticked, left] = [new Input("checkbox", "who", "a"), new Input("checkbox", "who", "b")];
  ticked.checked = true;
  left.checked = true;
  emptySent(form(ticked, left), sent(["who", "b"]));
  expect([ticked.checked, left.checked]).toEqual([true, false]);
});
