import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { DeputyPanel } from "@/components/organisation/deputy-panel";
import { PeopleList } from "@/components/organisation/people-list";
import { UnitsPage } from "@/components/organisation/units-page";
import type { OrganisationView, PeopleView } from "@/lib/features/organisation/record/view";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

const PAGER = { summary: "", previousHref: null, nextHref: null };
const people = (mayManage: boolean, lookalikes: readonly string[]): PeopleView => ({
  ...{ people: [], totalText: "0人", search: { q: "", departmentId: "", presence: "present", password: "" }, searched: false },
  ...{ departments: [], presences: [], passwords: [], pager: PAGER, lookalikes, mayManage },
});
const units = (mayManage: boolean): OrganisationView => ({
  ...{ departments: [], systems: [], departmentOptions: [], kindOptions: [], systemsNote: null, records: [] },
  ...{ lookalikes: ["部署「情報システム室」と「情報システム室 」"], mayManage },
});
const deputies = { personId: "p", deputies: [], posts: [], notNamed: null, today: "2026-11-20" };

/** Each page for somebody who may change what it shows, or only reads it. */
const PAGES: Readonly<Record<string, (mayManage: boolean) => ReactElement>> = {
  "people with one number": (mayManage) => createElement(PeopleList, people(mayManage, ["佐藤（12）と田中（１２）"])),
  "nobody yet": (mayManage) => createElement(PeopleList, people(mayManage, [])),
  "units of one name": (mayManage) => createElement(UnitsPage, units(mayManage)),
  deputyships: (mayManage) => createElement(DeputyPanel, { ...deputies, names: mayManage }),
};

describe("M11 a page asks for nothing that its reader may not do", () => {
  it.each(Object.entries(PAGES))("%s: who only reads is asked for nothing, who may change it is", (_name, page) => {
    expect(renderToStaticMarkup(page(true))).toContain("てください");
    expect(renderToStaticMarkup(page(false))).not.toContain("てください");
  });

  it.each(["people with one number", "nobody yet", "units of one name"])("%s: who only reads learns who does it", (name) => {
    expect(renderToStaticMarkup(PAGES[name]?.(false) ?? null)).toMatch(/CISO・事務局が/);
  });
});
