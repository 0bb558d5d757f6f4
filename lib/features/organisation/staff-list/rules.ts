import type { FieldProblem } from "@/lib/domain/shared/refusal";
import { numberKey, placeOf, type StaffRow } from "@/lib/features/organisation/staff-file/csv";

export interface KnownPerson {
  readonly id: string;
  readonly staffNumber: string | null;
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly left: boolean;
}

/** The changes that a list makes. People who are not in the list stay as they are. */
export interface StaffListPlan {
  readonly added: readonly StaffRow[];
  readonly changed: readonly { readonly before: KnownPerson; readonly after: StaffRow }[];
  readonly unchanged: number;
  readonly newDepartments: readonly string[];
  readonly problems: readonly FieldProblem[];
}

const differs = (person: KnownPerson, row: StaffRow): boolean =>
  person.name !== row.name || person.email !== row.email || person.department !== row.department || person.staffNumber !== row.staffNumber;

/** The people that a list may refer to, by number and by address. */
class Known {
  private readonly byNumber: ReadonlyMap<string, KnownPerson>;
  private readonly byEmail: ReadonlyMap<string, KnownPerson>;
  /** New addresses that the list gives to people whom it names by number. */
  private readonly movedTo: ReadonlyMap<string, string>;

  constructor(people: readonly KnownPerson[], rows: readonly StaffRow[]) {
    const numbered = people.flatMap((person) => (person.staffNumber === null ? [] : [[person.staffNumber, person] as const]));
    this.byNumber = new Map([...numbered.map(([number, person]) => [numberKey(number), person] as const), ...numbered]);
    this.byEmail = new Map(people.map((person) => [person.email, person]));
    this.movedTo = new Map(
      rows.flatMap((row) => {
        const person = this.numbered(row);
        return person ? [[person.id, row.email] as const] : [];
      }),
    );
  }

  numbered({ staffNumber }: StaffRow): KnownPerson | undefined {
    return staffNumber === null ? undefined : (this.byNumber.get(staffNumber) ?? this.byNumber.get(numberKey(staffNumber)));
  }

  addressed({ email }: StaffRow): KnownPerson | undefined {
    return this.byEmail.get(email);
  }

  /** Whether the list gives the person another address, so that the present one becomes free. */
  moves({ id, email }: KnownPerson): boolean {
    return (this.movedTo.get(id) ?? email) !== email;
  }
}

/** Different numbers are different people, even if the name changes too: a login, its roles and its password stay with the address. */
const isAnother = ({ staffNumber }: StaffRow, holder: KnownPerson): boolean =>
  staffNumber !== null && holder.staffNumber !== null && numberKey(staffNumber) !== numberKey(holder.staffNumber);

const anotherNumber = ({ line }: StaffRow, { staffNumber, name }: KnownPerson): FieldProblem => ({
  path: placeOf(line, "staffNumber"),
  message: `このメールは、職員番号「${staffNumber ?? ""}」の${name}さんのものです。同じ人の職員番号が変わったときは、先にその人の画面で職員番号を直してください。別の人のときは、名簿のメールを直してください。`,
});

/**
 * The person that a row refers to: by staff number, else by address, unless the list itself gives the holder of the address
 * another one. Never a holder with another number.
 */
function match(row: StaffRow, known: Known): { readonly person?: KnownPerson | undefined; readonly problem?: FieldProblem } {
  const numbered = known.numbered(row);
  const holder = known.addressed(row);
  if (numbered && holder && numbered.id !== holder.id && !known.moves(holder)) {
    return { problem: { path: placeOf(row.line, "email"), message: "別の人（別の職員番号）が使っているメールです。" } };
  }
  const person = numbered ?? (holder && row.staffNumber !== null && known.moves(holder) ? undefined : holder);
  if (person?.left) {
    const column = numbered ? "staffNumber" : "email";
    return { problem: { path: placeOf(row.line, column), message: "退職した人のものです。戻ったときは、その人の画面で復職を登録してください。" } };
  }
  return person && isAnother(row, person) ? { problem: anotherNumber(row, person) } : { person };
}

/** The number to keep: an empty one in the list does not remove a known one, and another spelling is the same number. */
const keptNumber = (listed: string | null, known: string | null): string | null =>
  listed === null || (known !== null && numberKey(listed) === numberKey(known)) ? known : listed;

/**
 * Compares a list with the existing people. In: rows without problems of their own, everyone of the operator, and the
 * departments by name with whether they are retired. Out: what to add and change, and what contradicts the existing people.
 */
export function planStaffList(rows: readonly StaffRow[], people: readonly KnownPerson[], departments: ReadonlyMap<string, boolean>): StaffListPlan {
  const known = new Known(people, rows);
  const meant = new Map<string, number>();
  const added: StaffRow[] = [];
  const changed: { before: KnownPerson; after: StaffRow }[] = [];
  const problems: FieldProblem[] = [];
  let unchanged = 0;
  for (const row of rows) {
    if (departments.get(row.department) === true) problems.push({ path: placeOf(row.line, "department"), message: "廃止した部署です。" });
    const { person, problem } = match(row, known);
    if (problem) {
      problems.push(problem);
      continue;
    }
    if (!person) {
      added.push(row);
      continue;
    }
    const earlier = meant.get(person.id);
    if (earlier !== undefined) problems.push({ path: placeOf(row.line), message: `${earlier}行目と同じ人です。` });
    meant.set(person.id, row.line);
    const after = { ...row, staffNumber: keptNumber(row.staffNumber, person.staffNumber) };
    if (differs(person, after)) changed.push({ before: person, after });
    else unchanged += 1;
  }
  const newDepartments = [...new Set(rows.map(({ department }) => department))].filter((name) => !departments.has(name));
  return { added, changed, unchanged, newDepartments, problems };
}
