import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { DeputiesPage } from "@/components/organisation/deputies-page";
import { DeputyPanel } from "@/components/organisation/deputy-panel";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import { OPERATOR_ROLES } from "@/lib/domain/checking/posts";
import { ROLE_WORDS } from "@/lib/labels/words";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }), usePathname: () => "/operator/deputies" }));

const panel = (names: boolean) =>
  renderToStaticMarkup(createElement(DeputyPanel, { personId: "p", deputies: [], posts: [], notNamed: null, today: "2026-11-20", names }));
const page = () =>
  renderToStaticMarkup(
    createElement(DeputiesPage, {
      ...{ posts: [], totalText: "0件", filters: [], mayManage: true },
      pager: { summary: "", previousHref: null, nextHref: null },
    }),
  );

const audited = OPERATOR_ROLES.filter((role) => conflictingAppointments([{ role }, { role: "auditor" }]).length > 0);
const listed = audited.map((role) => (role === "ciso" ? "CISO" : ROLE_WORDS[role])).join("・");
const RULE = `監査を受ける役割（${listed}）を代行した人は、途中で終えても、その年度は監査実施者になれません。`;

it.each([
  ["the form that names a deputy", () => panel(true)],
  ["the page of deputies", page],
])("M7 %s says that a deputy of an audited role does not audit in that year, and which roles these are", (_where, html) => {
  expect(audited.length).toBeGreaterThan(1);
  expect(html()).toContain(RULE);
});

it("M7 who names no deputy on the page of a person is not told what naming leads to", () => {
  expect(panel(false)).not.toContain(RULE);
});
