import { expect, it } from "vitest";
import { readDepartmentRows } from "@/lib/features/organisation/department-list/csv";
import { planDepartmentList } from "@/lib/features/organisation/department-list/rules";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import type { ListPlan } from "@/lib/features/organisation/list-import/rules";
import type { RegisteredPerson } from "@/lib/features/organisation/list-register/rules";
import type { Appointing } from "@/lib/features/organisation/list-roles/rules";
import { readRoleRows } from "@/lib/features/organisation/role-list/csv";
import { planRoleList } from "@/lib/features/organisation/role-list/rules";
import { readSystemRows } from "@/lib/features/organisation/system-list/csv";
import { planSystemList } from "@/lib/features/organisation/system-list/rules";

const managing = (departmentId: string) => ({ role: "securityManager", departmentId, systemId: null }) as const;
const administering = (systemId: string) => ({ role: "systemAdministrator", departmentId: null, systemId }) as const;
const CISO = { role: "ciso", departmentId: null, systemId: null } as const;
const person = (id: string): RegisteredPerson => ({ id, name: `人${id}`, email: `${id}@example.jp`, staffNumber: null, left: false, appointments: [] });
const [DEPARTMENTS, PEOPLE] = [[{ id: "d1", name: "旅客部", retired: false }], [person("a"), person("b")]];
const SYSTEMS = [{ id: "s1", name: "案内システム", retired: false, kind: "other", departmentId: "d1" }];
const KINDS = [{ id: "other", name: "その他" }];
const bytes = (...lines: string[]) => new TextEncoder().encode(lines.join("\n"));
const granted = <Value>(read: { ok: true; value: Value } | { ok: false; refusal: { detail: string } }): Value => {
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value;
};

type Listing = (appointing: Appointing) => Pick<ListPlan, "doubts" | "problems">;
const roles =
  (row: string): Listing =>
  (may) =>
    planRoleList(granted(readRoleRows(bytes("メール,役割,対象", row), false)), { people: PEOPLE, departments: DEPARTMENTS, systems: SYSTEMS }, may);
const departments: Listing = (may) =>
  planDepartmentList(granted(readDepartmentRows(bytes("部署,情報セキュリティ責任者", "旅客部,a@example.jp"), false)), DEPARTMENTS, PEOPLE, may);
const systems: Listing = (may) =>
  planSystemList(
    granted(readSystemRows(bytes("重要システム,種類,部署,システム管理者", "案内システム,その他,旅客部,a@example.jp"), false)),
    { systems: SYSTEMS, departments: DEPARTMENTS, people: PEOPLE, kinds: KINDS, allKinds: KINDS },
    may,
  );

/** What the preview says while the person is a deputy of the post. */
const saidOf = (plan: Listing, post: ReturnType<typeof managing | typeof administering> | typeof CISO, more: { current?: boolean; of?: string } = {}) => {
  const deputyships = new Map([[more.of ?? "a", [{ ...post, current: more.current ?? true }]]]);
  const { doubts, problems } = plan({ self: "me", anybody: true, deciding: true, platformsChoices: new Set(), deputyships, separation: "" });
  expect(problems).toEqual([]);
  return doubts.filter(({ message }) => message.includes("代行")).map((one) => [placeOf(one), one.message]);
};
const ENDS = "人aさんは、いまかこれからこの役割の代行です。取り込むと、その代行は終わります。";

it.each([
  ["of a department, in a list of roles", roles("a@example.jp,情報セキュリティ責任者,旅客部"), managing("d1"), "2行目"],
  ["of a system, in a list of roles", roles("a@example.jp,システム管理者,案内システム"), administering("s1"), "2行目"],
  ["of the operator, in a list of roles", roles("a@example.jp,CISO,"), CISO, "2行目"],
  ["of a department, in a list of departments", departments, managing("d1"), "2行目 情報セキュリティ責任者"],
  ["of a system, in a list of systems", systems, administering("s1"), "2行目 システム管理者"],
] as const)("M10 a list that gives a deputy the post itself says that the deputyship ends: %s", (_which, plan, post, place) => {
  expect(saidOf(plan, post)).toEqual([[expect.stringContaining(place), ENDS]]);
});

it.each([
  ["is over", managing("d1"), { current: false }],
  ["is of another department", managing("d2"), {}],
  ["is of another role", administering("s1"), {}],
  ["is another person's", managing("d1"), { of: "b" }],
] as const)("M10 a list says nothing of a deputyship that does not end: it %s", (_which, post, more) => {
  expect(saidOf(departments, post, more)).toEqual([]);
});
