import { csvText } from "@/lib/documents/csv";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { identityFold } from "@/lib/domain/shared/text-fold";
import {
  headingsOf,
  LIST_BYTES,
  type LineProblem,
  type ListKind,
  type ListRow,
  listRefusal,
  readListFile,
  repetitions,
} from "@/lib/features/organisation/list-file/csv";
import { line, mailAddress } from "@/lib/validation/plain-text";

export const STAFF_LIST_BYTES = LIST_BYTES;

/** A row of the list, with the first line of the row in the file. */
export interface StaffRow {
  readonly line: number;
  readonly staffNumber: string | null;
  readonly name: string;
  readonly email: string;
  readonly department: string;
}

type Column = Exclude<keyof StaffRow, "line">;

export const STAFF_LIST: ListKind<Column> = {
  name: "名簿",
  rows: "人",
  counter: "人",
  columns: {
    staffNumber: { heading: "職員番号", schema: line("職員番号", 50), mayBeEmpty: true },
    name: { heading: "氏名", schema: line("氏名", 100) },
    email: { heading: "メール", schema: mailAddress },
    department: { heading: "部署", schema: line("部署", 100) },
  },
};

/** A problem of a row of the list, or something to look at. */
export const atRow = (row: number, column: Column | null, message: string): LineProblem => ({
  line: row,
  column: column === null ? null : STAFF_LIST.columns[column].heading,
  message,
});

export const staffListRefusal = (problems: readonly LineProblem[]) => listRefusal(STAFF_LIST.name, problems);

const wholeRow = ({ line: at, staffNumber, name, email, department }: ListRow<Column>): StaffRow[] =>
  name === undefined || email === undefined || department === undefined ? [] : [{ line: at, staffNumber: staffNumber ?? null, name, email, department }];

/** Somebody of the list that is handed out. */
export interface ListedPerson extends Omit<StaffRow, "line"> {
  readonly hasPassword: boolean;
}

/** People as a list that `readStaffColumns` reads; it ignores the last column, who has set a password. */
export const staffCsv = (people: readonly ListedPerson[]): string =>
  csvText([
    [...headingsOf(STAFF_LIST), "パスワード"],
    ...people.map(({ staffNumber, name, email, department, hasPassword }) => [staffNumber, name, email, department, hasPassword ? "決めた" : "まだ"]),
  ]);

export interface StaffList {
  readonly rows: readonly StaffRow[];
  readonly ignored: readonly string[];
}

/** Reads a staff list, with the headings of columns that it does not use. Refused with every problem by its line. */
export function readStaffColumns(bytes: Uint8Array, ignores: boolean): Result<StaffList, Refusal<"invalid_input" | "too_large">> {
  const read = readListFile(STAFF_LIST, bytes, ignores);
  if (!read.ok) return read;
  const { rows, ignored } = read.value;
  const problems = [
    ...read.value.problems,
    ...repetitions(STAFF_LIST, rows, "email", identityFold),
    ...repetitions(STAFF_LIST, rows, "staffNumber", identityFold),
  ];
  return problems.length > 0 ? refused(staffListRefusal(problems)) : granted({ rows: rows.flatMap(wholeRow), ignored });
}

/** The rows of a staff list without other columns. */
export function readStaffList(bytes: Uint8Array): Result<StaffRow[], Refusal<"invalid_input" | "too_large">> {
  const read = readStaffColumns(bytes, false);
  return read.ok ? granted([...read.value.rows]) : read;
}
