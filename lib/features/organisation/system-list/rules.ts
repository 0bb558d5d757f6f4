import type { SystemKind } from "@/lib/domain/guideline/sector";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { type CloseNames, meantText } from "@/lib/features/organisation/likeness/rules";
import { doubtOfMost, exchangeOf, takenOver } from "@/lib/features/organisation/list-columns/rules";
import type { LineProblem, ReadList } from "@/lib/features/organisation/list-file/csv";
import { cell, inOrder, type ListPlan, type RowKind } from "@/lib/features/organisation/list-import/rules";
import { PeopleByName, type RegisteredPerson, type RegisteredSystem, type RegisteredUnit, UnitsByName } from "@/lib/features/organisation/list-register/rules";
import {
  type Appointing,
  doubtsOfGifts,
  exchangeOfCell,
  type GivenInCell,
  giftsOfCell,
  NOTHING_GIVEN,
  problemsOfGifts,
} from "@/lib/features/organisation/list-roles/rules";
import { SYSTEM_LIST, type SystemRow } from "@/lib/features/organisation/system-list/csv";
import { namesInUse, nameUnits } from "@/lib/features/organisation/unit-names/rules";
import { namesText, sentence } from "@/lib/labels/own-direction";

/** A critical system as the list leaves it. */
export interface SystemValues {
  readonly name: string;
  readonly kind: string;
  readonly departmentId: string;
}

/** What a list of critical systems does. */
export interface SystemListPlan extends ListPlan {
  readonly added: readonly SystemValues[];
  readonly changed: readonly { readonly id: string; readonly before: SystemValues; readonly after: SystemValues }[];
}

/** The register that the list is compared with. `kinds`: those of the sector; `allKinds`: also those that a system may still have. */
export interface SystemRegister {
  readonly systems: readonly RegisteredSystem[];
  readonly departments: readonly RegisteredUnit[];
  readonly kinds: readonly SystemKind[];
  readonly allKinds: readonly SystemKind[];
  readonly people: readonly RegisteredPerson[];
}

const COLUMNS = SYSTEM_LIST.columns;

type Looked<Value> = { readonly value: Value } | { readonly problem: LineProblem };

function kindOfRow({ line, kind }: SystemRow, present: string | undefined, { kinds, allKinds }: SystemRegister): Looked<SystemKind> {
  const fold = identityFold(kind);
  const known = [...kinds, ...allKinds.filter(({ id }) => id === present)];
  const found = known.find(({ name }) => identityFold(name) === fold);
  if (found) return { value: found };
  return { problem: { line, column: COLUMNS.kind.heading, message: `種類は ${namesText(kinds.map(({ name }) => name))} のどれかを書いてください。` } };
}

/** The department that a row names: one in use, or the retired one that the system has already (`present`). */
function departmentOfRow(
  { line, department }: SystemRow,
  present: string | undefined,
  departments: UnitsByName<RegisteredUnit>,
  close: CloseNames,
): Looked<RegisteredUnit> {
  const found = departments.find(department);
  if (found && (!found.retired || found.id === present)) return { value: found };
  const meant = meantText(close.to(department));
  const message = found
    ? sentence`「${found.name}」は廃止した部署です。`
    : `${sentence`「${department}」という部署は登録されていません。`}${meant}${meant === "" ? "" : "別の部署なら、"}先に部署を加えてください。`;
  return { problem: { line, column: COLUMNS.department.heading, message } };
}

const differs = (one: SystemValues, other: SystemValues): boolean =>
  one.name !== other.name || one.kind !== other.kind || one.departmentId !== other.departmentId;

function kindOfChange(before: SystemValues | null, after: SystemValues, { gifts }: GivenInCell): RowKind {
  if (before === null) return "added";
  if (before.name !== after.name) return "renamed";
  return differs(before, after) || gifts.length > 0 ? "changed" : "unchanged";
}

/** A row whose kind and department were found. */
interface Understood {
  readonly line: number;
  readonly id: string | null;
  readonly before: SystemValues | null;
  readonly after: SystemValues;
  readonly given: GivenInCell;
}

const rowOf = ({ line, before, after, given }: Understood, { kinds, allKinds }: SystemRegister, departmentNames: ReadonlyMap<string, string>) => {
  const kindName = (id: string | undefined): string | null => (id === undefined ? null : ([...kinds, ...allKinds].find((kind) => kind.id === id)?.name ?? id));
  const departmentName = (id: string | undefined): string | null => departmentNames.get(id ?? "") ?? null;
  return {
    line,
    kind: kindOfChange(before, after, given),
    cells: [
      cell(COLUMNS.name.heading, before?.name ?? null, after.name),
      cell(COLUMNS.kind.heading, kindName(before?.kind), kindName(after.kind) ?? ""),
      cell(COLUMNS.department.heading, departmentName(before?.departmentId), departmentName(after.departmentId) ?? ""),
      cell(COLUMNS.administrators.heading, null, namesText(given.named.map((person) => person.name))),
    ],
  };
};

/** Columns that may have been sorted without the others, in the rows that keep their name. */
function doubtsOfColumns(rows: readonly Understood[], all: number): LineProblem[] {
  const most = (column: string, exchanges: Parameters<typeof takenOver>[0]) => doubtOfMost(column, takenOver(exchanges), all);
  const changes = (key: "kind" | "departmentId") => rows.map(({ line, before, after }) => exchangeOf(line, before?.[key] ?? after[key], after[key]));
  return [
    ...most(COLUMNS.kind.heading, changes("kind")),
    ...most(COLUMNS.department.heading, changes("departmentId")),
    ...most(
      COLUMNS.administrators.heading,
      rows.map(({ line, given }) => exchangeOfCell(line, given)),
    ),
  ];
}

/**
 * Compares a list of critical systems with the register. In: the rows that could be read, with the problems of the others, the
 * register, and who may appoint. Out: what is added, renamed, changed and given. Systems that the list does not name stay, and
 * so do システム管理者.
 */
export function planSystemList(
  { rows, problems: unread }: Pick<ReadList<SystemRow>, "rows" | "problems">,
  register: SystemRegister,
  appointing: Appointing,
): SystemListPlan {
  const { systems, departments, people } = register;
  const { named, problems, doubts, exchanging } = nameUnits(COLUMNS.name.heading, rows, systems);
  const index = new PeopleByName(people);
  const [byName, close] = [new UnitsByName(departments), namesInUse(departments)];
  const departmentNames = new Map(departments.map(({ id, name }) => [id, name]));
  const unfit: LineProblem[] = [];
  const cells: GivenInCell[] = [];
  const understood = named.flatMap(({ row, unit, name }): Understood[] => {
    const [kind, department] = [kindOfRow(row, unit?.kind, register), departmentOfRow(row, unit?.departmentId, byName, close)];
    for (const looked of [kind, department]) if ("problem" in looked) unfit.push(looked.problem);
    const at = { line: row.line, column: COLUMNS.administrators.heading };
    const given =
      row.administrators === null ? NOTHING_GIVEN : giftsOfCell(at, row.administrators, { role: "systemAdministrator", unit, unitName: name }, index);
    cells.push(given);
    if ("problem" in kind || "problem" in department) return [];
    const after = { name, kind: kind.value.id, departmentId: department.value.id };
    return [{ line: row.line, id: unit?.id ?? null, before: unit && { name: unit.name, kind: unit.kind, departmentId: unit.departmentId }, after, given }];
  });
  const gifts = cells.flatMap((one) => one.gifts);
  const listed = new Set(named.map(({ unit }) => unit?.id));
  return {
    rows: understood.map((one) => rowOf(one, register, departmentNames)),
    added: understood.flatMap(({ before, after }) => (before === null ? [after] : [])),
    changed: understood.flatMap(({ id, before, after }) => (id !== null && before !== null && differs(before, after) ? [{ id, before, after }] : [])),
    gifts,
    problems: inOrder([...unread, ...problems, ...unfit, ...cells.flatMap((one) => one.problems), ...problemsOfGifts(gifts, people, appointing)]),
    doubts: inOrder([
      ...doubtsOfColumns(
        understood.filter(({ line }) => !exchanging.has(line)),
        named.length,
      ),
      ...doubts,
      ...cells.flatMap((one) => one.doubts),
      ...doubtsOfGifts(gifts, people, appointing),
    ]),
    notListed: systems.filter(({ id, retired }) => !retired && !listed.has(id)).length,
  };
}
