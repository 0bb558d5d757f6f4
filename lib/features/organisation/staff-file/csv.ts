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

/** `'00123`, =1055: what keeps a text from becoming a number, and a number from staying a text. */
const BEFORE_NUMBER = /^['\u2018\u2019=]+/u;
/** 1,055 and 1055.0, in groups of three or without. */
const AS_AMOUNT = /^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.0*)?$/u;
/** 1.055E+03, with the digits behind the point and the power of ten. */
const AS_POWER = /^([1-9])\.([0-9]+)E\+?([0-9]{1,2})$/iu;

/** The digits of a number written with a power of ten, if none were rounded away: 1.055E+03, but not 1.05E+03. */
function digitsOf(number: string): string | null {
  if (AS_AMOUNT.test(number)) return number.replaceAll(",", "").replace(/\..*$/u, "");
  const [, first = "", rest = "", power = ""] = AS_POWER.exec(number) ?? [];
  const count = Number(power);
  return first !== "" && rest.length >= count && /^0*$/u.test(rest.slice(count)) ? first + rest.slice(0, count) : null;
}

/**
 * A staff number as it was before a spreadsheet or an export changed it: without an apostrophe or an equals sign before it, the
 * commas of an amount, a decimal point with nothing behind it but zeros, or a power of ten. Any other as it is.
 */
export function asWritten(staffNumber: string): string {
  const plain = staffNumber.normalize("NFKC");
  const bare = plain.replace(BEFORE_NUMBER, "");
  const digits = digitsOf(bare);
  if (digits !== null && digits !== plain) return digits;
  // An apostrophe may stand before letters too; an equals sign begins a formula there.
  return bare !== plain && bare !== "" && !plain.includes("=") ? bare : staffNumber;
}

/** The key for comparing staff numbers: lists from different programs differ in width, case, hyphens and the forms of numbers. */
export const numberKey = (staffNumber: string): string => identityFold(asWritten(staffNumber));

/** The key without the zeros that spreadsheets cut from the beginning of a number. Of digits alone: A-001 is never cut. */
export const withoutZeros = (staffNumber: string): string => numberKey(staffNumber).replace(/^0+(?=[0-9]+$)/u, "");

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
    ...repetitions(STAFF_LIST, rows, "staffNumber", numberKey),
  ];
  return problems.length > 0 ? refused(staffListRefusal(problems)) : granted({ rows: rows.flatMap(wholeRow), ignored });
}

/** The rows of a staff list without other columns. */
export function readStaffList(bytes: Uint8Array): Result<StaffRow[], Refusal<"invalid_input" | "too_large">> {
  const read = readStaffColumns(bytes, false);
  return read.ok ? granted([...read.value.rows]) : read;
}
