import { describe, expect, it } from "vitest";
import { SHEET_STATES } from "@/lib/domain/checking/state";
import { departmentChoices, departmentRows, totalRow } from "@/lib/features/cycle-pages/progress/pages";
import type { Progress } from "@/lib/features/cycles/record/schema";
import { behind } from "@/lib/labels/item-addresses";

const CYCLE = "01964000-0000-7000-8000-000000000001";
const SECURITY = "01964000-0000-7000-8000-000000000002";
const counts = { notStarted: 2, inProgress: 1, handedIn: 1, returned: 0, accepted: 3, withdrawn: 1 };
const departments: Progress["departments"] = [
  { departmentId: null, departmentName: null, counts, unanswerable: 1, longAbsence: 0 },
  { departmentId: SECURITY, departmentName: "警備保安部", counts, unanswerable: 0, longAbsence: 0 },
];
const sheets = (query: string): string => `/operator/cycles/${CYCLE}/progress${query}#sheets`;

describe("the progress table leads to its sheets", () => {
  const [whole, security] = departmentRows(departments, behind(CYCLE, null));
  const total = totalRow(departments, counts, behind(CYCLE, null));

  it("M11 the row of the whole operator leads to the sheets of no department, as each row to its own, without the withdrawn ones", () => {
    expect([whole?.label, whole?.href]).toEqual(["全社（CISO・経営層など）", sheets("?state=handedOut&department=none")]);
    expect([security?.label, security?.href]).toEqual(["警備保安部", sheets(`?state=handedOut&department=${SECURITY}`)]);
    expect(total.href).toBe(sheets("?state=handedOut"));
  });

  it.each([...SHEET_STATES, "unanswerable"] as const)("M11 the number of sheets that are %s leads to them, in each row", (state) => {
    expect(whole?.stateHrefs[state]).toBe(sheets(`?state=${state}&department=none`));
    expect(security?.stateHrefs[state]).toBe(sheets(`?state=${state}&department=${SECURITY}`));
    expect(total.stateHrefs[state]).toBe(sheets(`?state=${state}`));
  });

  it("M11 a manager's rows stay in the own department", () => {
    expect(totalRow(departments, counts, behind(CYCLE, SECURITY)).href).toBe(sheets(`?state=handedOut&department=${SECURITY}`));
  });

  it("M11 the sheets of the whole operator are a choice of the filter", () => {
    expect(departmentChoices(departments)).toEqual([
      ["none", "全社（CISO・経営層など）"],
      [SECURITY, "警備保安部"],
    ]);
  });
});
