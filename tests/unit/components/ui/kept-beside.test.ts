import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepTexts, takeKeptTexts } from "@/components/ui/kept-texts";
import { watchTexts } from "@/components/ui/unsent-texts";
import { form, Input, Select, stubPage, TextArea } from "@/tests/support/form-controls";

const ends: (() => void)[] = [];
let stored = new Map<string, string>();

beforeEach(() => {
  stored = stubPage(new EventTarget());
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

/** The forms of a page, each with what was sent of it. */
function page(...forms: (HTMLFormElement | [HTMLFormElement, FormData])[]): HTMLFormElement[] {
  for (const one of forms) {
    const [element, sent] = Array.isArray(one) ? one : [one, new FormData()];
    ends.push(watchTexts(element, { known: { sent, shownAgain: new FormData() }, pointOut: () => undefined, forget: () => undefined }));
  }
  return forms.map((one) => (Array.isArray(one) ? one[0] : one));
}

const reason = (place: string, typed = "") => form(`${place}の項目を外す`, new TextArea("reason", `reason-${place}`, typed));
const PLACES = ["総務部", "運航部", "整備部"];

it("M8 each form of the page in which something was typed finds its text on the page that is opened again, once", () => {
  const [, pressed = form(null)] = page(...PLACES.map((place) => reason(place, `${place}の理由`)));
  expect(keepTexts(pressed, "a")).toBe(true);
  const again = () => PLACES.map((place) => takeKeptTexts(reason(place), "a")?.["reason"]);
  expect(PLACES.map((place) => takeKeptTexts(reason(place), "b"))).toEqual([null, null, null]);
  expect(again()).toEqual(PLACES.map((place) => [`${place}の理由`]));
  expect(again()).toEqual([undefined, undefined, undefined]);
  expect([...stored]).toEqual([]);
});

it("M8 a form in which nothing was typed is not given back, but the one that was pressed is", () => {
  const [pressed = form(null)] = page(reason("総務部"), reason("運航部"), reason("整備部", "席が空いているため"));
  keepTexts(pressed, "a");
  expect(PLACES.map((place) => takeKeptTexts(reason(place), "a"))).toEqual([{ reason: [""] }, null, { reason: ["席が空いているため"] }]);
});

const OPTIONS = [
  { value: "1", defaultSelected: false },
  { value: "2", defaultSelected: true },
];
const ticked = (checked: boolean) => Object.assign(new Input("items", "", "x", "checkbox"), { defaultChecked: true, checked });
const undefaulted = OPTIONS.map((option) => ({ ...option, defaultSelected: false }));

it.each([
  ["a tick that was taken away", true, ticked(false)],
  ["a tick as the page set it", false, ticked(true)],
  ["an option that was chosen", true, new Select("to", "", OPTIONS, "1")],
  ["the option that the page chose", false, new Select("to", "", OPTIONS, "2")],
  ["an option that was chosen where the page chose none", true, new Select("to", "", undefaulted, "2")],
  ["the first option where the page chose none", false, new Select("to", "", undefaulted, "1")],
  ["a text that was taken away", true, new TextArea("text", "", "", "前の文")],
  ["the text of the page", false, new TextArea("text", "", "前の文", "前の文")],
  ["the text of the page, with the line ends that a form sends", false, new TextArea("text", "", "一行目\n二行目", "一行目\r\n二行目")],
  ["a text that was refused", true, Object.assign(new TextArea("text", "", "文", "文"), { dataset: { unsent: "" } })],
  ["a day that was chosen", true, new Input("day", "", "2026-11-01", "date", "2026-12-01")],
  ["a password", false, new Input("password", "", "", "password", "合言葉")],
])("M8 in another form of the page, %s is given back: %s", (_what, kept, control) => {
  const [pressed = form(null)] = page(reason("総務部", "理由"), form("ほか", control));
  keepTexts(pressed, "a");
  expect(takeKeptTexts(form("ほか", control), "a") !== null).toBe(kept);
});

it("M8 a text that was sent is not given back, and one that was typed since is", () => {
  const sent = new FormData();
  sent.append("reason", "一行目\r\n二行目");
  const [pressed = form(null)] = page(reason("総務部", "理由"), [reason("運航部", "一行目\n二行目"), sent], [reason("整備部", "一行目\n二行目、続き"), sent]);
  keepTexts(pressed, "a");
  expect(PLACES.map((place) => takeKeptTexts(reason(place), "a")?.["reason"])).toEqual([["理由"], undefined, ["一行目\n二行目、続き"]]);
});
