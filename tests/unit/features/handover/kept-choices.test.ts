import { createElement, type ReactElement } from "react";
import { describe, expect, it, vi } from "vitest";
import { HandoverPage } from "@/components/handover/handover-page";
import { courseName, keptBeside, type Query, reasonName, reasonsIn, successorName } from "@/lib/features/handover/choices/parts";
import type { HandoverView } from "@/lib/features/handover/record/view";
import { inRequest } from "@/lib/server/request/context";
import { keepForPage, sentForm, showAgain } from "@/lib/server/use-cases/page-form";
import { renderedPage } from "@/tests/support/rendered-page";

vi.mock("next/cache", () => ({ refresh: () => undefined }));

const [SHEET, OTHER] = ["00000001-0000-4000-8000-000000000000", "00000002-0000-4000-8000-000000000000"] as const;
const QUERY: Query = {
  ...{ event: ["move"], on: ["2027-01-10"], department: ["d"], q: ["山田"], step: ["confirm"], plan: ["1"], unknown: ["x"] },
  ...{ [successorName("secretariat//")]: [""], [courseName(SHEET)]: ["withdraw"], [reasonName(SHEET)]: ["一つめ"], [reasonName(OTHER)]: ["二つ\r\nめ"] },
};
const CONTROLS = new Set(["on", "department", "q", successorName("secretariat//"), courseName(SHEET)]);
const isChosen = (name: string): boolean => CONTROLS.has(name);
const namesOf = (own: (name: string) => boolean): string[] => keptBeside(QUERY, own).map(({ name }) => name);

describe("M8 what a step of the handover sends beside its own controls", () => {
  it("M8 is every reason where the choices are made", () => {
    expect(namesOf(isChosen)).toEqual(["event", reasonName(SHEET), reasonName(OTHER)]);
  });

  it("M8 is everything that was chosen where it is decided, an empty choice too, and the reasons without a field", () => {
    const own = new Set([courseName(SHEET), reasonName(SHEET)]);
    expect(namesOf((name) => own.has(name))).toEqual(["event", "on", "department", "q", successorName("secretariat//"), reasonName(OTHER)]);
  });

  it("M8 has each role that is asked for once", () => {
    const roles = keptBeside({ event: "roles", appointment: ["ciso//", "auditor//", "ciso//"] }, isChosen);
    expect(roles).toEqual([
      { name: "event", value: "roles" },
      { name: "appointment", value: "ciso//" },
      { name: "appointment", value: "auditor//" },
    ]);
  });

  it("M8 gives the reasons back by sheet, with their lines", () => {
    expect([...reasonsIn(QUERY)]).toEqual([
      [SHEET, "一つめ"],
      [OTHER, "二つ\r\nめ"],
    ]);
  });
});

describe("M8 a form whose page is shown again", () => {
  const request = () => ({ id: "r", source: null, address: null, userAgent: null, actionBegan: false, complaints: null });
  const form = new FormData();
  for (const [name, value] of [
    ["$sender", "account"],
    [successorName("secretariat//"), "p"],
    ["appointment", "ciso//"],
    ["appointment", "auditor//"],
    [reasonName(SHEET), ""],
    [reasonName(OTHER), "二つ\r\nめ"],
  ] as const)
    form.append(name, value);
  form.append("file", new Blob(["x"]));
  const sent = {
    [successorName("secretariat//")]: ["p"],
    appointment: ["ciso//", "auditor//"],
    [reasonName(SHEET)]: [""],
    [reasonName(OTHER)]: ["二つ\nめ"],
    file: [],
  };

  it.each([
    ["by a button that decides nothing", () => void showAgain(form)],
    ["after a refusal", () => keepForPage(form)],
  ])("M8 says to it all that was sent, whatever the control is called: %s", (_when, act) => {
    inRequest(request(), () => {
      act();
      expect(sentForm()).toEqual(sent);
    });
  });

  it("M8 says nothing to the page of another request", () => {
    inRequest(request(), () => void showAgain(form));
    expect([inRequest(request(), sentForm), sentForm()]).toEqual([null, null]);
  });
});

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const sheets = Array.from({ length: 600 }, (_, number): HandoverView["sheets"][number] => ({
  ...{
    id: idOf(number),
    title: `点検票 ${number}`,
    chip: "役職のもの",
    note: "",
    name: courseName(idOf(number)),
    reason: null,
    chosen: "取り下げる",
    course: "withdraw",
  },
  courses: (["pass", "withdraw"] as const).map((value) => ({ value, label: value, checked: value === "withdraw" })),
}));
const VIEW: HandoverView = {
  ...{
    title: "引継ぎ",
    name: "",
    note: "",
    personId: idOf(999),
    personHref: "/",
    turn: null,
    asked: false,
    restored: false,
    problem: null,
    department: null,
    effectiveOn: null,
    effectsTitle: "",
  },
  ...{
    day: { value: "2026-11-20", first: "2026-11-20", last: "2027-11-20" },
    replaces: null,
    search: "",
    searchable: false,
    posts: [],
    named: null,
    effects: [],
  },
  ...{ step: "choose", kept: keptBeside(QUERY, isChosen), sheets, body: null, button: "この引継ぎを決める", undoText: "" },
};
const shown = (view: HandoverView): string => renderedPage(createElement(HandoverPage, view) as ReactElement);

describe("M6 a handover of more sheets than an address could hold", () => {
  it.each(["choose", "confirm"] as const)("M6 sends 600 sheets and every reason in its form, and nothing in an address: step %s", (step) => {
    const html = shown({ ...VIEW, step, body: { event: "leave", successors: [], sheets: [], hash: "" } });
    expect(html).not.toMatch(/method="get"|href="[^"]*\?/);
    expect(html.match(/<input[^>]*name="course:[^>]*value="withdraw"/gu)).toHaveLength(600);
    expect(html).toContain(`name="${reasonName(OTHER)}" value="二つ`);
    const steps = (html.match(/<button[^>]*>/gu) ?? []).filter((tag) => tag.includes('name="step"'));
    expect(steps.map((tag) => /value="([a-z]+)"/u.exec(tag)?.[1])).toEqual(step === "choose" ? ["confirm"] : ["confirm", "choose"]);
  });
});
