import { csvText } from "@/lib/documents/csv";
import { headingsOf, type ListKind, type ListRow, readWholeRows } from "@/lib/features/organisation/list-file/csv";
import type { RegisteredPerson, RegisteredUnit } from "@/lib/features/organisation/list-register/rules";
import { named } from "@/lib/features/organisation/list-words/rules";
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

const wholeRow = ({ line: at, name, staffNumber, email, role, place }: ListRow<Column>): RoleRow | null =>
  role === undefined ? null : { line: at, name: name ?? null, staffNumber: staffNumber ?? null, email: email ?? null, role, place: place ?? null };

/** Reads a list of roles: the rows that can be read, and what is wrong with the others. */
export const readRoleRows = (bytes: Uint8Array, ignores: boolean) => readWholeRows(ROLE_LIST, wholeRow, bytes, ignores);

/** The roles that people have, as a list that `readRoleRows` reads. */
export function rolesCsv(people: readonly RegisteredPerson[], units: readonly RegisteredUnit[]): string {
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const rows = people.flatMap(({ name, staffNumber, email, appointments }) =>
    appointments.map(({ role, departmentId, systemId }) => [
      name,
      staffNumber,
      email,
      ROLE_WORDS[role],
      named(names.get(departmentId ?? systemId ?? "") ?? ""),
    ]),
  );
  return csvText([headingsOf(ROLE_LIST), ...rows]);
}
