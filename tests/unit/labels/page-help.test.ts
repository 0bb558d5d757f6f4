import { describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/access/permission";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import { helpPoints, type Office, pageHelp, routeOf, whomToAsk } from "@/lib/labels/page-help";
import { PAGE_HELP } from "@/lib/labels/page-help-texts";
import { NOT_READ, routesOfTheApp } from "@/tests/support/routes";

const HOME = "11111111-0000-4000-8000-000000000000";

const actor = (role: AppointmentRole, place: Partial<Actor> = {}): Actor => ({
  personId: "self",
  operatorId: HOME,
  sector: "kuko",
  appointments: [{ role, departmentId: role === "securityManager" ? "d" : null, systemId: null }],
  deputyships: [],
  ...place,
});

const READERS: readonly (Actor | null)[] = [
  null,
  ...(["ciso", "secretariat", "executive", "auditor", "securityManager", "handler", "systemAdministrator"] as const).map((role) => actor(role)),
  actor("ministryOfficer", { operatorId: null }),
  actor("platformAdministrator", { operatorId: null, sector: null }),
];

/** `/` leads to the first page of the person who asks. */
const WITHOUT_TEXT = ["/", ...Object.keys(NOT_READ)];

const routes = Object.keys(PAGE_HELP) as (keyof typeof PAGE_HELP)[];
const holder = (personId: string, name: string) => ({ personId, name });

describe("M11 every page says what can be done on it", () => {
  test("M11 the table has a text for every page, and for nothing else", () => {
    expect([...routes].sort()).toEqual(routesOfTheApp().filter((route) => !WITHOUT_TEXT.includes(route)));
  });

  test.each(routes)("M11 %s: one to three short sentences for each reader", (route) => {
    for (const reader of READERS) {
      const points = helpPoints(route, reader);
      expect(points.length).toBeGreaterThan(0);
      expect(points.length).toBeLessThanOrEqual(3);
      for (const point of points) {
        expect(point).toMatch(/。$/);
        for (const sentence of point.split("。")) expect(sentence.length, sentence).toBeLessThanOrEqual(50);
      }
    }
  });

  test.each([
    ["/operator/people/new", "/operator/people/new"],
    ["/operator/people/0f", "/operator/people/[personId]"],
    ["/operator/cycles/new", "/operator/cycles/new"],
    ["/checks/0f/3.1.5.1-1", "/checks/[sheet]/[section]"],
    ["/checks/0f/answers", "/checks/[sheet]/answers"],
    ["/guidelines/search", "/guidelines/search"],
    ["/guidelines/kuko-2/roles", "/guidelines/[edition]/roles"],
    ["/nothing", null],
    ["/", null],
  ])("M11 the address %s is the page %s", (path, route) => {
    expect(routeOf(path)).toBe(route);
  });

  test.each([
    ...(["/checks", "/operator/cycles/[cycleId]/plan", "/operator/cycles/[cycleId]/hand-out"] as const),
    ...(["/checks/[sheet]/[section]", "/checks/[sheet]/answers", "/checks/[sheet]/hand-in", "/checks/[sheet]/history/[item]"] as const),
    ...(["/operator/cycles/[cycleId]/items", "/operator/cycles/[cycleId]/items/[item]", "/operator/cycles/[cycleId]/gap-report"] as const),
    ...(["/operator/cycles/[cycleId]/submit", "/operator/sheets/[sheetId]", "/operator/audit"] as const),
    ...(["/ministry/surveys/[surveyId]/items", "/ministry/surveys/[surveyId]/operators/[operatorId]"] as const),
  ])("M11 %s says that the number and the excerpt beside equal titles are the portal's, not the guideline's", (route) => {
    for (const reader of READERS) expect(helpPoints(route, reader).join("")).toMatch(/「2／4（本文：…）」は、本ポータルが付けた/);
  });

  test("M11 the text is of what the reader's role may do", () => {
    const people = (role: AppointmentRole) => helpPoints("/operator/people", actor(role)).join("");
    expect(people("secretariat")).toContain("登録");
    expect(people("auditor")).toBe("登録された人と役割を読みます。");
    const cycle = (role: AppointmentRole) => helpPoints("/operator/cycles/[cycleId]", actor(role)).join("");
    expect(cycle("ciso")).toContain("承認し");
    expect(cycle("secretariat")).toContain("CISOが行います");
    expect(cycle("securityManager")).not.toContain("承認");
  });
});

describe("M11 every page says whom to ask", () => {
  const OFFICE: Office = { secretariat: [holder("s1", "三浦 彩"), holder("s2", "小野 圭")], ciso: [holder("c", "藤井 典子")] };
  const ALONE: Office = { ...OFFICE, secretariat: OFFICE.secretariat.slice(0, 1) };
  const VACANT: Office = { ...OFFICE, secretariat: [] };

  test("M11 the own 事務局 by name", () => {
    expect(whomToAsk(actor("handler"), OFFICE)).toBe("わからないことは、事務局の三浦 彩さん、小野 圭さんに聞いてください。");
  });

  test("M11 the 事務局 itself asks the others of it, and the CISO where it is alone", () => {
    expect(whomToAsk(actor("secretariat", { personId: "s1" }), OFFICE)).toBe("わからないことは、事務局の小野 圭さんに聞いてください。");
    expect(whomToAsk(actor("secretariat", { personId: "s1" }), ALONE)).toBe("わからないことは、CISOの藤井 典子さんに聞いてください。");
  });

  test("M11 the CISO is named where there is no 事務局, and the administrator where there is nobody else", () => {
    expect(whomToAsk(actor("auditor"), VACANT)).toBe("わからないことは、CISOの藤井 典子さんに聞いてください。");
    expect(whomToAsk(actor("ciso", { personId: "c" }), VACANT)).toBe("わからないことは、このポータルの管理者に聞いてください。");
    expect(whomToAsk(actor("handler"), { secretariat: [], ciso: [] })).toBe("わからないことは、このポータルの管理者に聞いてください。");
  });

  test("M11 more than three names are counted", () => {
    const many = ["一", "二", "三", "四", "五"].map((name) => holder(name, `岸 ${name}`));
    expect(whomToAsk(actor("handler"), { secretariat: many, ciso: [] })).toBe(
      "わからないことは、事務局の岸 一さん、岸 二さん、岸 三さんほか2人に聞いてください。",
    );
  });

  test("M11 ministry, administrator and people who are not signed in have somebody of their own to ask", () => {
    expect(whomToAsk(actor("ministryOfficer", { operatorId: null }), null)).toContain("ポータルの管理者");
    expect(whomToAsk(actor("platformAdministrator", { operatorId: null, sector: null }), null)).toContain("運用の手引き");
    expect(pageHelp("/login", null, null)?.ask).toContain("事務局");
  });
});
