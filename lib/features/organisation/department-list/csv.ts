import { csvText } from "@/lib/documents/csv";
import { headingsOf, type ListKind, type ListRow, readWholeRows } from "@/lib/features/organisation/list-file/csv";
import { nameWithAddress } from "@/lib/features/organisation/list-register/parts";
import { PeopleByName, type RegisteredPerson, type RegisteredUnit } from "@/lib/features/organisation/list-register/rules";
import { named } from "@/lib/features/organisation/list-words/rules";
import { PRESENT_NAME } from "@/lib/features/organisation/unit-names/rules";
import { line, paragraph } from "@/lib/validation/plain-text";

/** A row of the list of departments. */
export interface DepartmentRow {
  readonly line: number;
  readonly present: string | null;
  readonly name: string;
  /** The 責任者 whom the row names, as it names them. */
  readonly managers: string | null;
}

type Column = Exclude<keyof DepartmentRow, "line">;

/** As many units as a page shows. */
export const MOST_UNITS = 2_000;

export const DEPARTMENT_LIST: ListKind<Column> = {
  name: "部署の一覧",
  rows: "部署",
  counter: "部署",
  most: MOST_UNITS,
  columns: {
    present: { heading: PRESENT_NAME, schema: line(PRESENT_NAME, 100), mayBeEmpty: true },
    name: { heading: "部署", schema: line("部署の名前", 100) },
    managers: { heading: "情報セキュリティ責任者", schema: paragraph("情報セキュリティ責任者", 2_000), mayBeEmpty: true },
  },
};

const wholeRow = ({ line: at, present, name, managers }: ListRow<Column>): DepartmentRow | null =>
  name === undefined ? null : { line: at, present: present ?? null, name, managers: managers ?? null };

/** Reads a list of departments: the rows that can be read, and what is wrong with the others. */
export const readDepartmentRows = (bytes: Uint8Array, ignores: boolean) => readWholeRows(DEPARTMENT_LIST, wholeRow, bytes, ignores);

/** The departments in use as a list that `readDepartmentRows` reads, with their 責任者. */
export function departmentsCsv(departments: readonly RegisteredUnit[], people: readonly RegisteredPerson[]): string {
  const index = new PeopleByName(people);
  const managersOf = ({ id }: RegisteredUnit): string => index.holders("securityManager", id).map(nameWithAddress).join("、");
  return csvText([
    headingsOf(DEPARTMENT_LIST),
    ...departments.filter(({ retired }) => !retired).map((unit) => [named(unit.name), unit.name, managersOf(unit)]),
  ]);
}
