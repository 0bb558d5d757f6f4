import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { UnitsPage } from "@/components/organisation/units-page";
import type { OrganisationView, UnitView } from "@/lib/features/organisation/record/view";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

const IN_USE = "3人・重要システム 1件があるため、廃止できません。先に移してください。";
const page = (unit: Partial<UnitView>): string => {
  const view: OrganisationView = {
    ...{ systems: [], departmentOptions: [], kindOptions: [], systemsNote: null, records: [], lookalikes: [], mayManage: true },
    departments: [{ id: "d", name: "警備部", note: "", retired: false, inUse: null, ...unit }],
  };
  return renderToStaticMarkup(createElement(UnitsPage, view));
};

it("M7 a unit is offered to be retired where nothing known stands in the way, else the page says what does", () => {
  expect(page({})).toContain("廃止する");
  const inUse = page({ inUse: IN_USE });
  expect(inUse).not.toContain("廃止する");
  expect(inUse).toContain(IN_USE);
});

it("M7 a retired unit is offered to come back, whatever it still has", () => {
  expect(page({ retired: true, inUse: IN_USE })).toContain("元に戻す");
});
