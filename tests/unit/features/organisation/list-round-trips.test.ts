import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText, withoutGuard } from "@/lib/documents/csv";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { departmentsCsv, readDepartmentRows } from "@/lib/features/organisation/department-list/csv";
import { planDepartmentList } from "@/lib/features/organisation/department-list/rules";
import { readCsv } from "@/lib/features/organisation/list-file/parts";
import type { RegisteredPerson, RegisteredUnit } from "@/lib/features/organisation/list-register/rules";
import type { Appointing } from "@/lib/features/organisation/list-roles/rules";
import { readRoleRows, rolesCsv } from "@/lib/features/organisation/role-list/csv";
import { planRoleList } from "@/lib/features/organisation/role-list/rules";
import { readSystemRows, systemsCsv } from "@/lib/features/organisation/system-list/csv";
import { planSystemList } from "@/lib/features/organisation/system-list/rules";
import { line } from "@/lib/validation/plain-text";

const MAY: Appointing = { self: "me", anybody: true, deciding: true, platformsChoices: new Set(), deputyships: new Map(), separation: "" };
const KINDS = [
  { id: "security", name: "警戒警備・監視" },
  { id: "other", name: "その他" },
];
const kept = line("名前", 100);
const HARD = fc.constantFrom(
  "=",
  "'",
  "'=",
  "+1",
  "-",
  "@",
  ",",
  '"',
  "、",
  ";",
  "<x>",
  " ",
  "　",
  "髙",
  "\ue000",
  "か\u3099",
  "ﾊﾞ",
  "#REF!",
  "部",
  "1.0",
  "なし",
  "—",
  "無",
);
/** A name as the portal keeps it. */
const name = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.array(HARD, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("")),
  )
  .map((text) => kept.safeParse(text))
  .filter(({ success }) => success)
  .map(({ data }) => data ?? "");
const unitNames = fc.uniqueArray(name, { maxLength: 6, selector: identityFold });
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const unitsOf = (prefix: string, names: readonly string[]): RegisteredUnit[] =>
  names.map((one, index) => ({ id: `${prefix}${index}`, name: one, retired: false }));
const RUNS = { numRuns: 150, plugins: [fc.interruptAfterTimeLimit(8_000)] };

/** Everybody holds a role at each department and system whose place is even. */
const peopleOf = (names: readonly string[], departments: readonly RegisteredUnit[], systems: readonly RegisteredUnit[]): RegisteredPerson[] =>
  names.map((one, index) => ({
    ...{ id: `p${index}`, name: one, email: `p${index}@example.jp`, staffNumber: index % 3 === 0 ? null : `-${index}`, left: false },
    appointments: [
      ...departments.filter((_unit, place) => place % 2 === 0).map(({ id }) => ({ role: "securityManager" as const, departmentId: id, systemId: null })),
      ...systems.filter((_unit, place) => place % 2 === 0).map(({ id }) => ({ role: "systemAdministrator" as const, departmentId: null, systemId: id })),
      ...(index === 0 ? [{ role: "secretariat" as const, departmentId: null, systemId: null }] : []),
    ],
  }));

const register = fc.tuple(unitNames, unitNames, fc.array(name, { maxLength: 4 })).map(([departmentNames, systemNames, people]) => {
  const [departments, units] = [unitsOf("d", departmentNames), unitsOf("s", departmentNames.length === 0 ? [] : systemNames)];
  const systems = units.map((unit, index) => ({ ...unit, kind: index % 2 ? "other" : "security", departmentId: `d${index % departmentNames.length}` }));
  return { departments, systems, people: peopleOf(people, departments, systems) };
});

describe("M10 lists come out as they go in", () => {
  it("M10 departments, roles and systems come back as they were, whatever their names", () => {
    fc.assert(
      fc.property(register, ({ departments, systems, people }) => {
        const nothing = { gifts: [], problems: [], doubts: [], notListed: 0 };
        const of = { departments, systems, people };
        if (departments.length > 0) {
          const read = readDepartmentRows(utf8(departmentsCsv(departments, people)), false);
          expect(read.ok && planDepartmentList(read.value, departments, people, MAY)).toMatchObject({ ...nothing, added: [], renamed: [] });
        }
        if (systems.length > 0) {
          const read = readSystemRows(utf8(systemsCsv(systems, departments, KINDS, people)), false);
          expect(read.ok && planSystemList(read.value, { ...of, kinds: KINDS, allKinds: KINDS }, MAY)).toMatchObject({ ...nothing, added: [], changed: [] });
        }
        if (people.length > 0) {
          const read = readRoleRows(utf8(rolesCsv(people, [...departments, ...systems])), false);
          expect(read.ok && planRoleList(read.value, of, MAY)).toMatchObject(nothing);
        }
      }),
      RUNS,
    );
  });

  it("M10 a cell is the text that was written, also if it looks like a formula", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(HARD, { maxLength: 5 }).map((parts) => parts.join("")),
          { minLength: 1, maxLength: 4 },
        ),
        (row) => {
          const read = readCsv(csvText([["x", ...row]]).slice(1));
          expect(read.ok && read.value[0]?.cells.slice(1).map(withoutGuard)).toEqual(row);
        },
      ),
      RUNS,
    );
  });
});

describe("M10 any file gets a preview or what is to mend, with its line", () => {
  const HEADS = [
    ["いまの名前", "部署", "情報セキュリティ責任者"],
    ["いまの名前", "重要システム", "種類", "部署", "システム管理者"],
    ["氏名", "職員番号", "メール", "役割", "対象"],
  ];
  const VALUES = fc.oneof(
    HARD,
    fc.constantFrom("d0", "旅客部", "その他", "p0@example.jp", "経営層", "CISO", "情報セキュリティ責任者", "", "\u0000", "\r", "\n", '"x"'),
  );
  const someFile = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 200 }).map(utf8),
    fc
      .tuple(fc.constantFrom(...HEADS), fc.array(fc.array(VALUES, { maxLength: 6 }), { maxLength: 8 }), fc.constantFrom("\n", "\r\n", "\r"))
      .map(([head, rows, end]) => utf8([head, ...rows].map((cells) => cells.join(",")).join(end))),
  );
  const WHERE = /^(?:\d+行目(?: .+)?|ファイル)$/u;

  it("M10 no file fails in another way", () => {
    fc.assert(
      fc.property(someFile, fc.boolean(), register, (bytes, ignores, { departments, systems, people }) => {
        const of = { departments, systems, people };
        const lists = [
          [readDepartmentRows(bytes, ignores), (rows: never) => planDepartmentList(rows, departments, people, MAY)],
          [readSystemRows(bytes, ignores), (rows: never) => planSystemList(rows, { ...of, kinds: KINDS, allKinds: KINDS }, MAY)],
          [readRoleRows(bytes, ignores), (rows: never) => planRoleList(rows, of, MAY)],
        ] as const;
        for (const [read, plan] of lists) {
          if (!read.ok) {
            expect(read.refusal.fields?.length).toBeGreaterThan(0);
            for (const { path, message } of read.refusal.fields ?? []) expect([WHERE.test(path), message.length > 5]).toEqual([true, true]);
            continue;
          }
          const { rows, problems } = plan(read.value as never);
          expect(rows.length + problems.length).toBeGreaterThan(0);
          for (const problem of problems) expect([problem.line >= 1, problem.message.length > 3]).toEqual([true, true]);
        }
      }),
      { ...RUNS, numRuns: 400 },
    );
  });
});
