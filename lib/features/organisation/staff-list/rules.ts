import { identityFold, searchFold } from "@/lib/domain/shared/text-fold";
import { waysPastLeaver } from "@/lib/features/organisation/likeness/rules";
import { byLine, type LineProblem } from "@/lib/features/organisation/list-file/csv";
import {
  doubtsOfColumns,
  doubtsOfDepartments,
  doubtsOfNames,
  doubtsOfRow,
  doubtsOfZeros,
  type KnownPerson,
} from "@/lib/features/organisation/staff-doubts/rules";
import { atRow, type StaffRow } from "@/lib/features/organisation/staff-file/csv";
import { asWritten, numberKey, StaffNumbers, withoutZeros } from "@/lib/features/organisation/staff-file/rules";
import { sentence } from "@/lib/labels/own-direction";

/** The changes that a list makes. People who are not in the list stay as they are. */
export interface StaffListPlan {
  readonly added: readonly StaffRow[];
  readonly changed: readonly { readonly before: KnownPerson; readonly after: StaffRow }[];
  readonly unchanged: number;
  readonly newDepartments: readonly string[];
  readonly problems: readonly LineProblem[];
  /** What is taken, but may not be meant; by line. */
  readonly doubts: readonly LineProblem[];
}

const differs = (person: KnownPerson, row: StaffRow): boolean =>
  person.name !== row.name || person.email !== row.email || person.department !== row.department || person.staffNumber !== row.staffNumber;

/** The people that a list may refer to, by number and by address. */
class Known {
  private readonly numbers: StaffNumbers<KnownPerson>;
  private readonly byEmail: ReadonlyMap<string, KnownPerson>;
  /** People whom the rows mean by a number that lacks its leading zeros: those who exchange their addresses. */
  private readonly byZeros: ReadonlyMap<StaffRow, KnownPerson>;
  /** New addresses that the list gives to people whom it names by number. */
  private readonly movedTo: Map<string, string>;

  constructor(people: readonly KnownPerson[], rows: readonly StaffRow[]) {
    this.numbers = new StaffNumbers(people);
    this.byEmail = new Map(people.map((person) => [person.email, person]));
    this.movedTo = new Map(
      rows.flatMap((row) => {
        const person = this.sameNumber(row);
        return person ? [[person.id, row.email] as const] : [];
      }),
    );
    this.byZeros = this.exchanging(rows);
  }

  numbered(row: StaffRow): KnownPerson | undefined {
    return this.sameNumber(row) ?? this.byZeros.get(row);
  }

  /** The people of whose numbers the row's is another form, if neither it nor the address says which of them is meant. */
  inDoubt(row: StaffRow): readonly KnownPerson[] {
    return this.sameNumber(row) || row.staffNumber === null ? [] : this.numbers.of(row.staffNumber);
  }

  /** Rows with another form of an earlier row's number. Two numbers that are both registered stay two. */
  repeating(rows: readonly StaffRow[]): ReadonlyMap<StaffRow, LineProblem> {
    const isRegistered = ({ staffNumber }: StaffRow): boolean => this.numbers.own(staffNumber ?? "").length > 0;
    const first = new Map<string, StaffRow>();
    return new Map(
      rows.flatMap((row): [StaffRow, LineProblem][] => {
        const key = row.staffNumber === null ? null : numberKey(row.staffNumber);
        const earlier = key === null ? undefined : first.get(key);
        if (key !== null && !earlier) first.set(key, row);
        return earlier && !(isRegistered(earlier) && isRegistered(row)) ? [[row, atRow(row.line, "staffNumber", `${earlier.line}行目と同じです。`)]] : [];
      }),
    );
  }

  private sameNumber({ staffNumber, email }: StaffRow): KnownPerson | undefined {
    const people = staffNumber === null ? [] : this.numbers.of(staffNumber);
    if (people.length < 2) return people[0];
    return people.find((person) => person.staffNumber === staffNumber) ?? people.find((person) => person.email === email);
  }

  /**
   * Rows whose number lacks the leading zeros of one person alone, and who take part in an exchange of addresses: theirs is that
   * of another person, to whom the list gives a new one; or it is new, with the person's name, and another row has the present
   * one. Where a holder keeps the address the row means somebody else, and so on for those who wait for it.
   */
  private exchanging(rows: readonly StaffRow[]): ReadonlyMap<StaffRow, KnownPerson> {
    const listed = new Set(rows.map(({ email }) => email));
    const found = new Map<StaffRow, KnownPerson>();
    for (const row of rows) {
      const [person, another] = row.staffNumber === null || this.sameNumber(row) ? [] : this.numbers.withAnyZeros(row.staffNumber);
      if (!person || another || this.movedTo.has(person.id)) continue;
      const holder = this.addressed(row);
      const gives = !holder && searchFold(row.name) === searchFold(person.name) && listed.has(person.email);
      if (!gives && (!holder || holder.id === person.id)) continue;
      found.set(row, person);
      this.movedTo.set(person.id, row.email);
    }
    for (let waiting = true; waiting; ) {
      waiting = false;
      for (const [row, person] of found) {
        const holder = this.addressed(row);
        if (!holder || this.moves(holder)) continue;
        waiting = found.delete(row);
        this.movedTo.delete(person.id);
      }
    }
    return found;
  }

  addressed({ email }: StaffRow): KnownPerson | undefined {
    return this.byEmail.get(email);
  }

  /** Whether the list gives the person another address, so that the present one becomes free. */
  moves({ id, email }: KnownPerson): boolean {
    return (this.movedTo.get(id) ?? email) !== email;
  }
}

/**
 * Different numbers are different people, even if the name changes too: a login, its roles and its password stay with the address.
 * With the same address, a number that lacks the leading zeros is not different.
 */
const isAnother = ({ staffNumber }: StaffRow, holder: KnownPerson): boolean =>
  staffNumber !== null && holder.staffNumber !== null && withoutZeros(staffNumber) !== withoutZeros(holder.staffNumber);

const anotherNumber = ({ line }: StaffRow, { staffNumber, name }: KnownPerson): LineProblem =>
  atRow(
    line,
    "staffNumber",
    sentence`このメールは、職員番号「${staffNumber ?? ""}」の${name}さんのものです。同じ人なら、名簿の職員番号を登録のとおりに直すか、空にしてください。別の人なら、名簿のメールを直してください。職員番号が本当に変わったときだけ、先にその人の画面で職員番号を直してください。`,
  );

const severalNumbers = ({ line, staffNumber }: StaffRow, people: readonly KnownPerson[]): LineProblem => {
  const numbers = people.map((person) => sentence`「${person.staffNumber ?? ""}」（${person.name}さん）`).join("");
  return atRow(line, "staffNumber", `${sentence`「${staffNumber ?? ""}」は、登録の`}${numbers}のどれとも読めます。登録のとおりに書くか、空にしてください。`);
};

/**
 * The person that a row refers to: by staff number, else by address, unless the list itself gives the holder of the address
 * another one. Never a holder with another number.
 */
function match(row: StaffRow, known: Known): { readonly person?: KnownPerson | undefined; readonly problem?: LineProblem } {
  const inDoubt = known.inDoubt(row);
  if (inDoubt.length > 0) return { problem: severalNumbers(row, inDoubt) };
  const numbered = known.numbered(row);
  const holder = known.addressed(row);
  if (numbered && holder && numbered.id !== holder.id && !known.moves(holder)) {
    return { problem: atRow(row.line, "email", "別の人（別の職員番号）が使っているメールです。") };
  }
  const person = numbered ?? (holder && row.staffNumber !== null && known.moves(holder) ? undefined : holder);
  if (person?.left) {
    const taken = numbered ? "staffNumber" : "email";
    return { problem: atRow(row.line, taken, sentence`退職した${person.name}さんのものです。` + waysPastLeaver(person.name, taken)) };
  }
  return person && isAnother(row, person) ? { problem: anotherNumber(row, person) } : { person };
}

/** The number to keep: an empty one in the list does not remove a known one, and another spelling or fewer zeros do not change it. */
const keptNumber = (listed: string | null, known: string | null): string | null =>
  listed === null || (known !== null && withoutZeros(listed) === withoutZeros(known)) ? known : listed && asWritten(listed);

/** The name to keep: the registered one, unless the list has another; another spelling of it is the same. */
const keptName = (listed: string, known: string): string => (identityFold(listed) === identityFold(known) ? known : listed);

/** For each fold the name that stands: of a department in use before a retired one, else as the list first has it. */
function departmentNames(rows: readonly StaffRow[], departments: ReadonlyMap<string, boolean>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const inUseFirst = [...departments].sort(([, one], [, other]) => Number(one) - Number(other)).map(([name]) => name);
  for (const name of [...inUseFirst, ...rows.map(({ department }) => department)]) {
    const fold = identityFold(name);
    if (!names.has(fold)) names.set(fold, name);
  }
  return names;
}

/**
 * Compares a list with the existing people. In: rows without problems of their own, everyone of the operator, and the
 * departments by name with whether they are retired. Out: what to add and change, what contradicts the existing people, and
 * what is taken but may not be meant.
 */
export function planStaffList(listed: readonly StaffRow[], people: readonly KnownPerson[], departments: ReadonlyMap<string, boolean>): StaffListPlan {
  const names = departmentNames(listed, departments);
  const rows = listed.map((row) => (departments.has(row.department) ? row : { ...row, department: names.get(identityFold(row.department)) ?? row.department }));
  const known = new Known(people, rows);
  const repeating = known.repeating(rows);
  const meant = new Map<string, number>();
  const added: StaffRow[] = [];
  const changed: { before: KnownPerson; after: StaffRow }[] = [];
  const problems: LineProblem[] = [];
  const doubts: LineProblem[] = [];
  const newNumbers: { line: number; staffNumber: string }[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const { person, problem = repeating.get(row) } = match(row, known);
    // Who is in a retired department already may stay there: what was exported unchanged has to be taken.
    if (departments.get(row.department) === true && person?.department !== row.department) {
      problems.push(atRow(row.line, "department", "廃止した部署です。"));
    }
    if (problem) {
      problems.push(problem);
      continue;
    }
    const name = person ? keptName(row.name, person.name) : row.name;
    const after = { ...row, name, staffNumber: keptNumber(row.staffNumber, person?.staffNumber ?? null) };
    doubts.push(...doubtsOfRow({ ...row, name }, after.staffNumber, person ?? null));
    if (after.staffNumber !== null && after.staffNumber !== person?.staffNumber) newNumbers.push({ line: row.line, staffNumber: after.staffNumber });
    if (!person) {
      added.push(after);
      continue;
    }
    const earlier = meant.get(person.id);
    if (earlier !== undefined) problems.push(atRow(row.line, null, `${earlier}行目と同じ人です。`));
    meant.set(person.id, row.line);
    if (differs(person, after)) changed.push({ before: person, after });
    else unchanged += 1;
  }
  const newDepartments = [...new Set(rows.map(({ department }) => department))].filter((name) => !departments.has(name));
  // First, since they say why many of the others are there.
  doubts.unshift(...doubtsOfColumns(changed, changed.length + unchanged));
  doubts.push(...doubtsOfDepartments(rows, newDepartments, departments), ...doubtsOfNames(added, people), ...doubtsOfZeros(newNumbers, people));
  return { added, changed, unchanged, newDepartments, problems: problems.sort(byLine), doubts: doubts.sort(byLine) };
}
