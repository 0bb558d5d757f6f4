import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FilterForm } from "@/components/ui/filter-form";
import { withChosen } from "@/components/ui/with-chosen";

const OPTIONS = [
  { value: "", label: "すべて" },
  { value: "open", label: "回答中" },
];
const shownFor = (value: string): string => {
  const html = renderToStaticMarkup(
    createElement(FilterForm, { name: "絞る", action: "/", fields: [{ name: "state", label: "状態", value, options: OPTIONS }] }),
  );
  return /<option[^>]*selected=""[^>]*>([^<]*)</u.exec(html)?.[1] ?? "";
};

it("M11 a filter never shows 「すべて」 where the address narrows the list by something that the page does not offer", () => {
  expect([shownFor(""), shownFor("open"), shownFor("gone")]).toEqual(["すべて", "回答中", "（選べるものにない条件）"]);
});

it("M11 the choices of a filter stay as they are where the chosen one is among them", () => {
  expect(withChosen(OPTIONS, "open")).toBe(OPTIONS);
  expect(withChosen(OPTIONS, "")).toBe(OPTIONS);
  expect(withChosen([], "x").map(({ value }) => value)).toEqual(["x"]);
});
