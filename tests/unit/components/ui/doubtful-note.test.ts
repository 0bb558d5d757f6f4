import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AreaField } from "@/components/ui/area-field";
import { DoubtfulNote, isDoubtful } from "@/components/ui/doubtful-note";
import { FormProblemsContext } from "@/components/ui/form-problems";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { doubtfulCharacters } from "@/lib/domain/shared/text";

const GAIJI = "髙\ue000橋";
const POINTED = "外字か壊れた文字があります";
const html = (field: ReactElement, entered: Readonly<Record<string, readonly string[]>> | null = null): string =>
  renderToStaticMarkup(createElement(FormProblemsContext, { value: { form: "f", fields: [], entered } }, field));
const words = { id: "name", name: "name", label: "氏名" };

describe("M9 外字 in a form", () => {
  it("M9 are the same characters as in lists, over all of Unicode", () => {
    const all = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));
    expect(all.filter((one) => isDoubtful(one) !== doubtfulCharacters(one).length > 0)).toEqual([]);
    expect(all.filter(isDoubtful).length).toBeGreaterThan(6_400);
    expect([null, undefined, "", "髙﨑𠮷①㈱"].some(isDoubtful)).toBe(false);
  });

  it("M9 are said where they are found, and nothing else is", () => {
    expect(renderToStaticMarkup(createElement(DoubtfulNote, { found: true }))).toContain(POINTED);
    expect(renderToStaticMarkup(createElement(DoubtfulNote, { found: false }))).toBe("");
  });

  it.each([
    ["a line", (over: object) => createElement(TextField, { ...words, ...over })],
    ["a text of a form", (over: object) => createElement(TextArea, { ...words, ...over })],
    ["a text by itself", (over: object) => createElement(AreaField, { ...words, ...over })],
  ])("M9 are pointed at in what %s begins with and in what its page keeps in it, also without a script", (_name, field) => {
    expect(html(field({ defaultValue: GAIJI }))).toContain(POINTED);
    expect(html(field({ value: GAIJI, readOnly: true }))).toContain(POINTED);
    expect(html(field({ value: "高橋", readOnly: true }))).not.toContain(POINTED);
    expect(html(field({ defaultValue: "高橋" }))).not.toContain(POINTED);
    expect(html(field({}))).not.toContain(POINTED);
  });

  it.each([
    ["a line", createElement(TextField, { ...words, defaultValue: "高橋" })],
    ["a text", createElement(TextArea, { ...words, defaultValue: "高橋" })],
  ])("M9 are pointed at in what was restored or refused: %s", (_name, field) => {
    expect(html(field, { name: [GAIJI] })).toContain(POINTED);
    expect(html(field, { name: ["高橋"] })).not.toContain(POINTED);
    expect(html(field, { other: [GAIJI] })).not.toContain(POINTED);
  });

  it("M9 are not looked for in passwords", () => {
    expect(html(createElement(TextField, { ...words, type: "password", defaultValue: GAIJI }))).not.toContain(POINTED);
  });
});
