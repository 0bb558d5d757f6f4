import { describe, expect, it } from "vitest";
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

const MAY: Appointing = { self: "me", anybody: true, deciding: true, platformsChoices: new Set(), deputyships: new Map(), separation: "" };
const UNITS = ["旅客部", "保安課", "運航管理室", "総務本部"].map((name, place) => ({ id: `d${place}`, name, retired: false }));
const KINDS = ["警備", "案内", "運航", "その他"].map((name, place) => ({ id: `k${place}`, name }));
const SYSTEMS = ["監視カメラ", "案内表示", "離着陸計画", "勤怠"].map((name, place) => ({
  ...{ id: `s${place}`, name, retired: false },
  ...{ kind: `k${place}`, departmentId: `d${place}` },
}));
/** Each is 責任者 of a department and システム管理者 of a system. */
const PEOPLE = UNITS.map(({ id }, place): RegisteredPerson => {
  const posts = [
    { role: "securityManager" as const, departmentId: id, systemId: null },
    { role: "systemAdministrator" as const, departmentId: null, systemId: `s${place}` },
  ];
  return { id: `p${place}`, name: `人${place}`, email: `p${place}@example.jp`, staffNumber: null, left: false, appointments: posts };
});
const EMAILS = PEOPLE.map(({ email }) => email);

type Read<Row> = { readonly ok: true; readonly value: Row } | { readonly ok: false; readonly refusal: { readonly detail: string } };
function valueOf<Row>(read: Read<Row>): Row {
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value;
}
const fileOf = (columns: Readonly<Record<string, readonly string[]>>): Uint8Array => {
  const [first = []] = Object.values(columns);
  const rows = first.map((_cell, row) => Object.values(columns).map((cells) => cells[row] ?? ""));
  return new TextEncoder().encode([Object.keys(columns), ...rows].map((cells) => cells.join(",")).join("\n"));
};

const LISTS = {
  departments: {
    columns: { いまの名前: UNITS.map(({ name }) => name), 部署: UNITS.map(({ name }) => name), 情報セキュリティ責任者: EMAILS },
    plan: (file: Uint8Array) => planDepartmentList(valueOf(readDepartmentRows(file, false)), UNITS, PEOPLE, MAY),
  },
  systems: {
    columns: {
      ...{ いまの名前: SYSTEMS.map(({ name }) => name), 重要システム: SYSTEMS.map(({ name }) => name) },
      ...{ 種類: KINDS.map(({ name }) => name), 部署: UNITS.map(({ name }) => name), システム管理者: EMAILS },
    },
    plan: (file: Uint8Array) =>
      planSystemList(valueOf(readSystemRows(file, false)), { systems: SYSTEMS, departments: UNITS, kinds: KINDS, allKinds: KINDS, people: PEOPLE }, MAY),
  },
  roles: {
    columns: {
      メール: [...EMAILS, ...EMAILS],
      役割: [...EMAILS.map(() => "情報セキュリティ責任者"), ...EMAILS.map(() => "システム管理者")],
      対象: [...UNITS.map(({ name }) => name), ...SYSTEMS.map(({ name }) => name)],
    },
    plan: (file: Uint8Array) => planRoleList(valueOf(readRoleRows(file, false)), { people: PEOPLE, departments: UNITS, systems: SYSTEMS }, MAY),
  },
} as const;
type Kind = keyof typeof LISTS;

/** What a list says after the cells of a column, or some of them, changed places. */
function planOf(kind: Kind, column: string | null, order: readonly number[]): ListPlan {
  const columns: Record<string, readonly string[]> = LISTS[kind].columns;
  const cells = columns[column ?? ""] ?? [];
  const moved = cells.map((cell, place) => cells[order[place] ?? place] ?? cell);
  return LISTS[kind].plan(fileOf(column === null ? columns : { ...columns, [column]: moved }));
}
const loudOf = ({ doubts }: ListPlan) => doubts.filter(({ message }) => message.includes("並べ替え"));
const AROUND = [1, 2, 3, 0];

describe("M10 a column of a list that was sorted alone", () => {
  it.each([
    ["departments", "部署", "2行目 部署", "部署か「いまの名前」の列だけが並べ替えられた"],
    ["departments", "いまの名前", "2行目 部署", "部署か「いまの名前」の列だけが並べ替えられた"],
    ["departments", "情報セキュリティ責任者", "2行目 情報セキュリティ責任者", "情報セキュリティ責任者の列だけが並べ替えられた"],
    ["systems", "重要システム", "2行目 重要システム", "重要システムか「いまの名前」の列だけが並べ替えられた"],
    ["systems", "種類", "2行目 種類", "種類の列だけが並べ替えられた"],
    ["systems", "部署", "2行目 部署", "部署の列だけが並べ替えられた"],
    ["systems", "システム管理者", "2行目 システム管理者", "システム管理者の列だけが並べ替えられた"],
    ["roles", "対象", "2行目 役割", "人か役割か対象の列だけが並べ替えられた"],
    ["roles", "メール", "2行目 役割", "人か役割か対象の列だけが並べ替えられた"],
  ] as const)("M10 of %s, %s: the doubt names the rows and the cause", (kind, column, place, cause) => {
    const plan = planOf(kind, column, AROUND);
    expect(plan.problems).toEqual([]);
    expect(loudOf(plan).map(placeOf)).toEqual([place]);
    expect(loudOf(plan)[0]?.message).toContain(cause);
    expect(loudOf(plan)[0]?.message).toContain("4行で入れ替わります（2行目、3行目、4行目、5行目）");
    expect(plan.doubts[0]).toEqual(loudOf(plan)[0]);
  });

  it.each(["departments", "systems", "roles"] as const)("M10 of %s as they are registered there is none", (kind) => {
    expect(planOf(kind, null, []).doubts).toEqual([]);
  });

  it.each([
    ["departments", "部署", 1],
    ["systems", "種類", 0],
    ["systems", "部署", 0],
    ["systems", "システム管理者", 0],
    ["roles", "対象", 0],
  ] as const)("M10 two rows of %s that exchange %s are doubted only where each value is one row's own (%i)", (kind, column, count) => {
    expect(loudOf(planOf(kind, column, [1, 0]))).toHaveLength(count);
  });

  it("M10 a role for people who have none is no exchange", () => {
    const rows = EMAILS.map((email) => `${email},経営層,`);
    const plan = LISTS.roles.plan(new TextEncoder().encode(`メール,役割,対象\n${rows.join("\n")}`));
    expect([plan.gifts.length, plan.doubts]).toEqual([4, []]);
  });
});
