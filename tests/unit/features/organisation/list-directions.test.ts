import { describe, expect, it } from "vitest";
import { readDepartmentRows } from "@/lib/features/organisation/department-list/csv";
import { planDepartmentList } from "@/lib/features/organisation/department-list/rules";
import { nameRefusal, personRefusal } from "@/lib/features/organisation/likeness/rules";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";
import type { RegisteredPerson } from "@/lib/features/organisation/list-register/rules";
import type { Appointing } from "@/lib/features/organisation/list-roles/rules";
import { readRoleRows } from "@/lib/features/organisation/role-list/csv";
import { planRoleList } from "@/lib/features/organisation/role-list/rules";
import { readStaffColumns } from "@/lib/features/organisation/staff-file/csv";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";
import { readSystemRows } from "@/lib/features/organisation/system-list/csv";
import { planSystemList } from "@/lib/features/organisation/system-list/rules";

const MAY: Appointing = { self: "me", anybody: true, deciding: true, platformsChoices: new Set(), deputyships: new Map(), separation: "" };
const utf8 = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join("\n"));
const valueOf = <Value>(read: { ok: true; value: Value } | { ok: false; refusal: { detail: string } }): Value => {
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value;
};

/** What is left for the rules P2 and P3 of Unicode's algorithm, which pass over isolates. */
const outside = (text: string): string => text.replace(/\u2068[^\u2069]*\u2069/gu, "");
const turning = (texts: readonly string[]): string[] => texts.filter((text) => /[\u0590-\u08ff]/u.test(outside(text)));
const said = (plan: { readonly problems: readonly LineProblem[]; readonly doubts: readonly LineProblem[] }): string[] =>
  [...plan.problems, ...plan.doubts].map(({ message }) => message);

const NOWHERE = { departmentId: null, systemId: null } as const;
const person = (id: string, name: string, more: Partial<RegisteredPerson> = {}): RegisteredPerson => ({
  ...{ id, name, email: `${id}@example.jp`, staffNumber: `${id}-7`, left: false, appointments: [] },
  ...more,
});

describe.each([
  ["Hebrew", "שלום לוי", "שלום לויי"],
  ["Arabic", "محمد علي", "محمد عليي"],
])("M9 what is said of a list keeps its direction with names in %s", (_script, name, close) => {
  const people = [
    person("a", name, { appointments: [{ ...NOWHERE, role: "auditor" }] }),
    person("b", name, { left: true }),
    person("c", name, { staffNumber: "001", appointments: [{ role: "securityManager", departmentId: "d1", systemId: null }] }),
  ];
  const units = [
    { id: "d1", name, retired: false },
    { id: "d2", name: `${name}部`, retired: true },
  ];

  it("M9 lists of departments say so whom a cell names and what a name means", () => {
    const cells = [name, "b@example.jp", `${name} b`, `${name}・${name} <a@example.jp>`, `${name} <a@example.jp`, `${close} <a@example.jp>`, "1"];
    const rows = [...cells.map((cell) => `,${name},${cell}`), `${close}x,${close}y,`, `${close},${name},`, `,${close},`, `${name},${name}部,`, `,${name}部,`];
    const texts = rows.flatMap((row) =>
      said(planDepartmentList(valueOf(readDepartmentRows(utf8(["いまの名前,部署,情報セキュリティ責任者", row]), false)), units, people, MAY)),
    );
    expect(texts.filter((text) => text.includes(name)).length).toBeGreaterThan(10);
    expect(turning(texts)).toEqual([]);
  });

  it("M9 lists of systems and roles keep it", () => {
    const register = { systems: [], departments: units, kinds: [{ id: "k", name: "種類" }], allKinds: [], people };
    const systems = ["重要システム,種類,部署", `一,種類,${close}`, `二,種類,${name}部`];
    const roles = ["氏名,職員番号,メール,役割,対象", `,,a@example.jp,${name},`, ",,a@example.jp,審査者,", `,,c@example.jp,情報セキュリティ責任者,${close}`];
    const more = [
      `,,c@example.jp,情報セキュリティ責任者,${name}部`,
      `${name},,,CISO,`,
      `,a-7,c@example.jp,CISO,`,
      `,x,c@example.jp,CISO,`,
      `x,,c@example.jp,CISO,`,
    ];
    const texts = [
      ...said(planSystemList(valueOf(readSystemRows(utf8(systems), false)), register, MAY)),
      ...said(planRoleList(valueOf(readRoleRows(utf8([...roles, ...more]), false)), { people, departments: units, systems: [] }, MAY)),
    ];
    expect(texts.filter((text) => text.includes(name)).length).toBeGreaterThan(8);
    expect(turning(texts)).toEqual([]);
  });

  it("M9 lists of staff keep it", () => {
    const known = [{ id: "a", staffNumber: `${name}-1`, name, email: "a@example.jp", department: name, left: false }];
    const numbered = [{ ...known[0], id: "n", staffNumber: "001", email: "n@example.jp" }] as typeof known;
    const rows = [
      `9,${name},a@example.jp,${name}`,
      `1,${name},z@example.jp,${close}`,
      `0${close},${close},y@example.jp,${name}`,
      `'${close},x,v@example.jp,部`,
    ];
    const more = [`${name}-1,${close},w@example.jp,${name}`, `1,x,n@example.jp,${name}`, `=${name},=${name},u@example.jp,${name}`];
    const texts = [...rows, ...more].flatMap((row) => {
      const read = readStaffColumns(utf8(["職員番号,氏名,メール,部署", row]), false);
      return said(planStaffList(valueOf(read).rows, [...known, ...numbered], new Map([[name, false]])));
    });
    expect(texts.filter((text) => text.includes(name)).length).toBeGreaterThan(6);
    expect(turning(texts)).toEqual([]);
  });

  it("M9 headings, and names and people that are like others, are told so", () => {
    const header = readStaffColumns(utf8([`職員番号,氏名,メール,部署,${name},部署`, "1,x,a@example.jp,部,2,3"]), false);
    const others = [{ name, email: "a@example.jp", staffNumber: `${name}1`, left: true, sameEmail: true, sameNumber: true }];
    const near = others.map((one) => ({ ...one, sameEmail: false, sameNumber: false }));
    const refusals = [
      nameRefusal("部署", name, [{ name, retired: true }], false),
      nameRefusal("部署", close, [{ name, retired: true }], false),
      personRefusal({ email: "a@example.jp", staffNumber: `${name}1` }, others, false),
      personRefusal({ email: "b@example.jp", staffNumber: null }, near, false),
      header.ok ? null : header.refusal,
    ];
    const texts = refusals.flatMap((refusal) => refusal?.fields?.map(({ message }) => message) ?? []);
    expect(texts.filter((text) => text.includes(name)).length).toBeGreaterThan(5);
    expect(turning(texts)).toEqual([]);
  });
});
