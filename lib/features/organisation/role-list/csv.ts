import { csvText } from "@/lib/documents/csv";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import { type LineProblem, type ListKind, type ListRow, readListFile } from "@/lib/features/organisation/list-file/csv";
import type { RegisteredPerson, RegisteredUnit } from "@/lib/features/organisation/list-register/rules";
import { ROLE_WORDS } from "@/lib/labels/words";
import { line, mailAddress } from "@/lib/validation/plain-text";

/** A row of the list of roles: one person and one role. */
export interface RoleRow {
  readonly line: number;
  readonly name: string | null;
  readonly staffNumber: string | null;
  readonly email: string | null;
  readonly role: string;
  /** The department of a 責任者, the system of a システム管理者. */
  readonly place: string | null;
}

type Column = Exclude<keyof RoleRow, "line">;

export const ROLE_LIST: ListKind<Column> = {
  name: "役割の一覧",
  rows: "役割",
  counter: "行",
  columns: {
    name: { heading: "氏名", schema: line("氏名", 100), mayBeEmpty: true },
    staffNumber: { heading: "職員番号", schema: line("職員番号", 50), mayBeEmpty: true },
    email: { heading: "メール", schema: mailAddress, mayBeEmpty: true },
    role: { heading: "役割", schema: line("役割", 100) },
    place: { heading: "対象", schema: line("対象", 100), mayBeEmpty: true },
  },
};

const wholeRow = ({ line: at, name, staffNumber, email, role, place }: ListRow<Column>): RoleRow[] =>
  role === undefined ? [] : [{ line: at, name: name ?? null, staffNumber: staffNumber ?? null, email: email ?? null, role, place: place ?? null }];

export interface RoleRows {
  readonly rows: readonly RoleRow[];
  readonly problems: readonly LineProblem[];
  readonly ignored: readonly string[];
}

/** Reads a list of roles: the rows that can be read, and what is wrong with the others. */
export function readRoleRows(bytes: Uint8Array, ignores: boolean): Result<RoleRows, Refusal<"invalid_input" | "too_large">> {
  const read = readListFile(ROLE_LIST, bytes, ignores);
  return read.ok ? granted({ ...read.value, rows: read.value.rows.flatMap(wholeRow) }) : read;
}

/** The roles that people have, as a list that `readRoleRows` reads. */
export function rolesCsv(people: readonly RegisteredPerson[], units: readonly RegisteredUnit[]): string {
  const headings = Object.values(ROLE_LIST.columns).map(({ heading }) => heading);
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const rows = people.flatMap(({ name, staffNumber, email, appointments }) =>
    appointments.map(({ role, departmentId, systemId }) => [name, staffNumber, email, ROLE_WORDS[role], names.get(departmentId ?? systemId ?? "") ?? ""]),
  );
  return csvText([headings, ...rows]);
}
