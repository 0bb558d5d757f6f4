import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { allowLeaving, askAgain, unsentBeside, watchTexts } from "@/components/ui/unsent-texts";
import { form, Input, stubPage, TextArea } from "@/tests/support/form-controls";

class Link extends EventTarget {
  readonly origin = "https://portal.example";
  readonly pathname: string;
  readonly search = "";
  readonly hash: string;
  readonly target: string;
  pressed = 0;
  constructor(
    href: string,
    readonly download = false,
    target = "",
  ) {
    super();
    const [pathname = "", hash = ""] = href.split("#");
    this.pathname = pathname;
    this.hash = hash && `#${hash}`;
    this.target = target;
  }
  hasAttribute(name: string): boolean {
    return name === "download" && this.download;
  }
  closest(): this {
    return this;
  }
  click(): void {
    this.pressed += 1;
  }
}

const HERE = { origin: "https://portal.example", pathname: "/operator/sheets/1", search: "" };
const ends: (() => void)[] = [];
const pointed: { readonly control: HTMLElement; readonly goOn: () => void }[] = [];
let page = new EventTarget();

beforeEach(() => {
  page = new EventTarget();
  stubPage(page);
  vi.stubGlobal("window", Object.assign(page, { location: HERE }));
  vi.stubGlobal("Element", Link);
  pointed.splice(0);
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

function shows(element: HTMLFormElement, sent = new FormData()) {
  const forget = vi.fn<() => void>();
  const known = { sent, shownAgain: new FormData() };
  ends.push(watchTexts(element, { known, forget, pointOut: (control, goOn) => pointed.push({ control, goOn }) }));
  return forget;
}

/** Whether the page lets it happen. */
function happens(type: string, target: unknown = null, more: object = {}): boolean {
  const event = new Event(type, { cancelable: true });
  Object.defineProperty(event, "target", { value: target });
  return page.dispatchEvent(Object.assign(event, { button: 0, ...more }));
}
const press = (link: Link, more: object = {}): boolean => happens("click", link, more);

const text = (typed: string) => new TextArea("text", "remark-1", typed);
const NEXT = "/operator/sheets/2";
const typedForm = () => form("所見", text("根拠の版を書いてください。"));

it("M8 a link away from a text that is typed and not sent points it out, and goes when it is pressed again", () => {
  const remark = text("根拠の版を書いてください。");
  shows(form("差戻し", text("")));
  shows(form("所見", remark));
  expect(press(new Link(NEXT))).toBe(false);
  expect(pointed.map(({ control }) => control)).toEqual([remark]);
  expect(press(new Link(NEXT))).toBe(true);
  expect(happens("beforeunload"), "the page goes without a second question").toBe(true);
  expect(pointed).toHaveLength(1);
});

it("M8 what was pointed out leads on as it was pressed", () => {
  shows(typedForm());
  const link = new Link(NEXT);
  press(link);
  pointed[0]?.goOn();
  expect(link.pressed).toBe(1);
  const requestSubmit = vi.fn<(by: unknown) => void>();
  happens("input");
  expect(happens("submit", { ...form("絞り込む"), method: "get", target: "", requestSubmit }, { submitter: "絞り込む" })).toBe(false);
  pointed[1]?.goOn();
  expect(requestSubmit).toHaveBeenCalledWith("絞り込む");
});

it("M8 a text that is typed further is pointed out again", () => {
  shows(typedForm());
  press(new Link(NEXT));
  happens("input");
  expect(press(new Link(NEXT))).toBe(false);
});

it.each([
  ["was pointed out alone", () => undefined],
  ["was pointed out and read", () => askAgain()],
])("M8 another way of leaving asks again about a text that %s", (_what, read) => {
  shows(typedForm());
  press(new Link(NEXT));
  read();
  expect(happens("beforeunload"), "opening again, closing, the way back").toBe(false);
  press(new Link(NEXT));
  press(new Link(NEXT));
  expect(happens("beforeunload"), "what was pressed twice goes").toBe(true);
  happens("input");
  expect(happens("beforeunload"), "the page stayed and was typed into").toBe(false);
});

it("M8 a text that was read is pointed out again by the next link", () => {
  shows(typedForm());
  press(new Link(NEXT));
  askAgain();
  expect(press(new Link(NEXT))).toBe(false);
  expect(pointed).toHaveLength(2);
});

it("M8 a form that leads away asks again once something was typed, or sent by another form", () => {
  const own = Object.assign(form("受理"), { target: "" });
  const remark = Object.assign(typedForm(), { target: "" });
  const [forget, forgetRemark] = [shows(own), shows(remark)];
  happens("input");
  expect(forget).toHaveBeenCalledTimes(1);
  happens("submit", remark);
  expect(forget).toHaveBeenCalledTimes(2);
  happens("submit", own);
  expect(forget, "its own press is the second one").toHaveBeenCalledTimes(2);
  expect(forgetRemark).toHaveBeenCalledTimes(2);
});

it("M8 the browser asks before a page with an unsent text is closed, opened again or left by the way back", () => {
  shows(typedForm());
  expect(happens("beforeunload")).toBe(false);
  expect(happens("beforeunload"), "each time").toBe(false);
  allowLeaving();
  expect(happens("beforeunload"), "what is kept may go").toBe(true);
});

it.each([
  ["a search", { method: "get" }, false],
  ["signing out", { method: "post" }, false],
  ["closing a dialog", { method: "dialog" }, true],
  ["a form that opens another tab", { method: "get", target: "_blank" }, true],
])("M8 a form that keeps no texts of its own is asked about as a link is: %s", (_what, more, goes) => {
  shows(typedForm());
  expect(happens("submit", { ...form("ほか"), target: "", ...more })).toBe(goes);
});

it("M8 the form of the text itself is sent", () => {
  const own = Object.assign(typedForm(), { method: "get", target: "" });
  shows(own);
  expect(happens("submit", own)).toBe(true);
});

const sent = new FormData();
sent.append("text", "送った文");
it.each<[string, HTMLFormElement, FormData?]>([
  ["nothing was typed", form("所見", text(""), new Input("reason", "", "前の理由"))],
  ["blanks were typed", form("所見", text(" \n"))],
  ["it was sent", form("所見", text("送った文")), sent],
  ["a choice was made", form("所見", Object.assign(new Input("items", "", "x", "checkbox"), { checked: true }))],
  ["a password or words to find were typed", form("所見", new Input("p", "", "", "password", "合言葉"), new Input("q", "", "", "search", "山田"))],
])("M8 nothing is asked where %s", (_what, element, gone) => {
  shows(element, gone);
  expect([press(new Link(NEXT)), happens("beforeunload"), pointed.length]).toEqual([true, true, 0]);
});

it.each<[string, Link, object?]>([
  ["a place of the same page", new Link("/operator/sheets/1#decision")],
  ["another tab", new Link(NEXT, false, "_blank")],
  ["a file", new Link(NEXT, true)],
  ["another tab by a key", new Link(NEXT), { ctrlKey: true }],
  ["another tab by the middle button", new Link(NEXT), { button: 1 }],
])("M8 nothing is asked before a link to %s", (_what, link, more) => {
  shows(typedForm());
  expect(press(link, more)).toBe(true);
});

it("M8 nothing is asked about a press that the page has answered itself, nor about one beside links", () => {
  shows(typedForm());
  const event = new Event("click", { cancelable: true });
  Object.defineProperty(event, "target", { value: new Link(NEXT) });
  event.preventDefault();
  page.dispatchEvent(Object.assign(event, { button: 0 }));
  expect(pointed).toEqual([]);
  expect(happens("click", Object.assign(new Link(NEXT), { closest: () => null }))).toBe(true);
});

it("M8 a page whose forms are gone asks nothing", () => {
  shows(typedForm());
  for (const end of ends.splice(0)) end();
  expect([press(new Link(NEXT)), happens("beforeunload")]).toEqual([true, true]);
});

it.each([
  ["a line", new Input("name", "", "", "text", "山田")],
  ["an address", new Input("email", "", "", "email", "a@example.jp")],
  ["a text that was refused", Object.assign(new TextArea("text", "", "文", "文"), { dataset: { unsent: "" } })],
])("M8 a form that leads away finds %s of another form", (_what, control) => {
  const own = typedForm();
  shows(own);
  expect(unsentBeside(own)).toBeNull();
  shows(form("ほか", control));
  expect(unsentBeside(own)).toBe(control);
});
