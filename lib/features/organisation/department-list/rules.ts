import { DEPARTMENT_LIST, type DepartmentRow } from "@/lib/features/organisation/department-list/csv";
import { doubtOfMost, takenOver } from "@/lib/features/organisation/list-columns/rules";
import type { ReadList } from "@/lib/features/organisation/list-file/csv";
import { cell, inOrder, type ListPlan, type RowKind } from "@/lib/features/organisation/list-import/rules";
import { PeopleByName, type RegisteredPerson, type RegisteredUnit } from "@/lib/features/organisation/list-register/rules";
import {
  type Appointing,
  doubtsOfGifts,
  exchangeOfCell,
  type GivenInCell,
  giftsOfCell,
  NOTHING_GIVEN,
  problemsOfGifts,
} from "@/lib/features/organisation/list-roles/rules";
import { type NamedUnit, nameUnits } from "@/lib/features/organisation/unit-names/rules";
import { namesText } from "@/lib/labels/own-direction";

/** What a list of departments does. */
export interface DepartmentListPlan extends ListPlan {
  /** Names of new departments. */
  readonly added: readonly string[];
  readonly renamed: readonly { readonly id: string; readonly name: string }[];
}

const { name: NAME, managers: MANAGERS } = DEPARTMENT_LIST.columns;

function kindOf({ unit, name }: NamedUnit<DepartmentRow, RegisteredUnit>, { gifts }: GivenInCell): RowKind {
  if (unit === null) return "added";
  if (unit.name !== name) return "renamed";
  return gifts.length > 0 ? "changed" : "unchanged";
}

/**
 * Compares a list of departments with the register. In: the rows that could be read, with the problems of the others, all
 * departments and people of the operator, and who may appoint. Out: what is added, renamed and given. Departments that the list
 * does not name stay, and so do 責任者.
 */
export function planDepartmentList(
  { rows, problems: unread }: Pick<ReadList<DepartmentRow>, "rows" | "problems">,
  departments: readonly RegisteredUnit[],
  people: readonly RegisteredPerson[],
  appointing: Appointing,
): DepartmentListPlan {
  const { named, problems, doubts, exchanging } = nameUnits(NAME.heading, rows, departments);
  const index = new PeopleByName(people);
  const given = named.map(({ row, unit, name }) =>
    row.managers === null
      ? NOTHING_GIVEN
      : giftsOfCell({ line: row.line, column: MANAGERS.heading }, row.managers, { role: "securityManager", unit, unitName: name }, index),
  );
  const gifts = given.flatMap((one) => one.gifts);
  const listed = new Set(named.map(({ unit }) => unit?.id));
  const cells = named.flatMap(({ row: { line } }, place) => (exchanging.has(line) ? [] : exchangeOfCell(line, given[place] ?? NOTHING_GIVEN)));
  return {
    rows: named.map((one, place) => {
      const inCell = given[place] ?? NOTHING_GIVEN;
      return {
        line: one.row.line,
        kind: kindOf(one, inCell),
        cells: [cell(NAME.heading, one.unit?.name ?? null, one.name), cell(MANAGERS.heading, null, namesText(inCell.named.map((person) => person.name)))],
      };
    }),
    added: named.flatMap(({ unit, name }) => (unit === null ? [name] : [])),
    renamed: named.flatMap(({ unit, name }) => (unit !== null && unit.name !== name ? [{ id: unit.id, name }] : [])),
    gifts,
    problems: inOrder([...unread, ...problems, ...given.flatMap((one) => one.problems), ...problemsOfGifts(gifts, people, appointing)]),
    doubts: inOrder([
      ...doubtOfMost(MANAGERS.heading, takenOver(cells), named.length),
      ...doubts,
      ...given.flatMap((one) => one.doubts),
      ...doubtsOfGifts(gifts, people, appointing),
    ]),
    notListed: departments.filter(({ id, retired }) => !retired && !listed.has(id)).length,
  };
}
