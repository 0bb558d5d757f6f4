import { type ComponentProps, createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Checkbox, ChoiceGroup } from "@/components/ui/checkbox";
import { FormProblemsContext } from "@/components/ui/form-problems";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";

const fields = [
  { path: "opensOn", message: "受付を始める日を入力してください。" },
  { path: "reason", message: "理由を入力してください。" },
  { path: "people", message: "1人以上選んでください。" },
  { path: "kind", message: "種類を選んでください。" },
];
const GROUP = { id: "who", name: "people", legend: "だれ" } as ComponentProps<typeof ChoiceGroup>;
const rendered = (field: ReactElement): string =>
  renderToStaticMarkup(createElement(FormProblemsContext, { value: { form: "f", fields, entered: null } }, field));

describe("a field with a problem from the server", () => {
  it.each([
    ["opensOn", createElement(TextField, { id: "from", name: "opensOn", label: "始まり", hint: "西暦" }), "from"],
    ["reason", createElement(TextArea, { id: "why", name: "reason", label: "理由", hint: "短く" }), "why"],
    ["kind", createElement(Select, { id: "what", name: "kind", label: "種類", hint: "一つ", options: [] }), "what"],
  ])("shows it under %s, also for screen readers, as the target of the summary", (name, field, id) => {
    const html = rendered(field);
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain(`aria-describedby="${id}-hint ${id}-error"`);
    expect(html).toMatch(new RegExp(`id="${id}-error".*${fields.find(({ path }) => path === name)?.message}`));
    expect(html).toContain(`id="f-${name}"`);
  });

  it("shows it for a group of choices", () => {
    const html = rendered(createElement(ChoiceGroup, GROUP, createElement(Checkbox, { name: "people", label: "一人目" })));
    expect(html).toContain('aria-describedby="who-error"');
    expect(html).toContain('id="f-people"');
    expect(html).toContain("1人以上選んでください。");
  });

  it("leaves the other fields unmarked", () => {
    const html = rendered(createElement(TextField, { id: "to", name: "closesOn", label: "締切" }));
    expect(html).not.toContain("aria-invalid");
    expect(html).not.toContain("error");
  });
});

describe("a refused form that was sent without its script", () => {
  const entered = { reason: ["連休があるため"], dueOn: ["2027-03-01"], kind: ["b"], people: ["2"], sure: [] };
  const again = (field: ReactElement): string => renderToStaticMarkup(createElement(FormProblemsContext, { value: { form: "f", fields: [], entered } }, field));
  const options = [
    { value: "a", label: "あ" },
    { value: "b", label: "い" },
  ];

  it.each([
    ["a text", createElement(TextArea, { id: "why", name: "reason", label: "理由" }), />連休があるため<\/textarea>/],
    ["a date", createElement(TextField, { id: "due", name: "dueOn", label: "期限", type: "date", defaultValue: "2026-01-01" }), /value="2027-03-01"/],
    ["a selection", createElement(Select, { id: "what", name: "kind", label: "種類", options, defaultValue: "a" }), /<option value="b" selected="">/],
    ["a choice", createElement(Checkbox, { name: "people", value: "2", label: "二" }), /checked=""/],
    ["what stays", createElement(TextField, { id: "other", name: "other", label: "ほか", defaultValue: "もとの値" }), /value="もとの値"/],
  ])("shows the submitted entries again: %s", (_name, field, shown) => {
    expect(again(field)).toMatch(shown);
  });

  it("leaves the other choices unchecked", () => {
    expect(again(createElement(Checkbox, { name: "people", value: "1", label: "一", defaultChecked: true }))).not.toContain("checked");
  });
});
