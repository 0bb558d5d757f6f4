import { grouped } from "@/lib/domain/shared/grouped";
import { addressForm } from "@/lib/domain/shared/text";
import { identityFold, searchFold } from "@/lib/domain/shared/text-fold";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";
import type { AppointmentBody, OperatorRole } from "@/lib/features/organisation/record/schema";
import { numberKey, withoutZeros } from "@/lib/features/organisation/staff-file/csv";

/** Somebody of the operator, with the roles held. */
export interface RegisteredPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string | null;
  readonly left: boolean;
  readonly appointments: readonly AppointmentBody[];
}

/** A department or a critical system of the operator. */
export interface RegisteredUnit {
  readonly id: string;
  readonly name: string;
  readonly retired: boolean;
}

export interface RegisteredSystem extends RegisteredUnit {
  readonly kind: string;
  readonly departmentId: string;
}

/** Where a value stands in a file. */
export interface At {
  readonly line: number;
  readonly column: string | null;
}

/** The unit of each fold: one in use before a retired one. The exact name comes first. */
export class UnitsByName<Unit extends RegisteredUnit> {
  private readonly exact: ReadonlyMap<string, Unit>;
  private readonly folded = new Map<string, Unit>();

  constructor(units: readonly Unit[]) {
    const inUseFirst = units.toSorted((one, other) => Number(one.retired) - Number(other.retired));
    this.exact = new Map(units.map((unit) => [unit.name, unit]));
    for (const unit of inUseFirst) if (!this.folded.has(identityFold(unit.name))) this.folded.set(identityFold(unit.name), unit);
  }

  find(name: string): Unit | undefined {
    return this.exact.get(name) ?? this.folded.get(identityFold(name));
  }
}

/** How a list names somebody: `髙﨑 一郎 <ichiro@example.jp>`, a mail address or a staff number. */
const WITH_ADDRESS = /^(.*)[<＜﹤]([^<>＜＞﹤﹥]*)[>＞﹥]$/su;

/** What stands between the people of a cell. */
const BETWEEN = /[、､,，;；\n]/u;
/** What a name of a cell cannot have within it. */
const NOT_IN_NAMES = /[、､,，;；\n<>]/gu;

/** The people whom a cell names, separated by 、 or ; or line breaks. */
export const namesIn = (cell: string): string[] =>
  cell
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Somebody as a list names them, for export. A mail address has no comma and no angle bracket, so it is found again. */
export const nameWithAddress = ({ name, email }: Pick<RegisteredPerson, "name" | "email">): string => `${name.replaceAll(NOT_IN_NAMES, " ")} <${email}>`;

export interface Found {
  readonly person?: RegisteredPerson;
  readonly problem?: LineProblem;
  readonly doubt?: LineProblem;
}

const postKey = (role: OperatorRole, unitId: string | null): string => `${role}/${unitId ?? ""}`;

/** The people whom a list may name. */
export class PeopleByName {
  private readonly byEmail: ReadonlyMap<string, RegisteredPerson>;
  private readonly byNumber: ReadonlyMap<string, readonly RegisteredPerson[]>;
  private readonly byZeros: ReadonlyMap<string, readonly RegisteredPerson[]>;
  private readonly byPost: ReadonlyMap<string, readonly RegisteredPerson[]>;

  constructor(people: readonly RegisteredPerson[]) {
    this.byEmail = new Map(people.map((person) => [person.email, person]));
    const withNumber = people.filter(({ staffNumber }) => staffNumber !== null);
    this.byNumber = grouped(withNumber, ({ staffNumber }) => numberKey(staffNumber ?? ""));
    this.byZeros = grouped(withNumber, ({ staffNumber }) => withoutZeros(staffNumber ?? ""));
    const posts = people
      .filter(({ left }) => !left)
      .flatMap((person) => person.appointments.map((one) => ({ person, key: postKey(one.role, one.departmentId ?? one.systemId) })));
    this.byPost = new Map([...grouped(posts, ({ key }) => key)].map(([key, held]) => [key, held.map(({ person }) => person)]));
  }

  /** Who holds the role at the unit now. */
  holders(role: OperatorRole, unitId: string | null): readonly RegisteredPerson[] {
    return this.byPost.get(postKey(role, unitId)) ?? [];
  }

  /** Who has this mail address or this staff number; both have to mean the same person. `name` is only compared. */
  find(at: At, named: { readonly email: string | null; readonly staffNumber: string | null; readonly name: string | null }): Found {
    const { email, staffNumber, name } = named;
    const problem = (message: string): Found => ({ problem: { ...at, message } });
    const addressed = email === null ? undefined : this.byEmail.get(addressForm(email));
    const numbered = staffNumber === null ? undefined : this.numbered(staffNumber);
    if (email !== null && !addressed) return problem(`メール「${email}」の人は登録されていません。先に名簿か人の画面で登録してください。`);
    if (staffNumber !== null && numbered?.length !== 1 && !addressed) {
      return problem(
        numbered?.length
          ? `職員番号「${staffNumber}」の人が${numbered.length}人います。メールを書いてください。`
          : `職員番号「${staffNumber}」の人は登録されていません。${this.withOtherZeros(staffNumber)}先に名簿か人の画面で登録してください。`,
      );
    }
    const person = addressed ?? numbered?.[0];
    if (!person) return problem("メールか職員番号を書いてください。");
    const [other] = numbered ?? [];
    if (addressed && other && !numbered?.includes(addressed)) {
      return problem(`メールは${addressed.name}さんのものですが、職員番号「${staffNumber}」は${other.name}さんのものです。`);
    }
    if (addressed && staffNumber !== null && addressed.staffNumber !== null && withoutZeros(addressed.staffNumber) !== withoutZeros(staffNumber)) {
      return problem(`メールは${addressed.name}さんのものですが、職員番号「${staffNumber}」は登録（${addressed.staffNumber}）と違います。`);
    }
    if (person.left) return problem(`${person.name}さんは退職しています。役割は付けられません。`);
    return { person, ...differentName(at, person, name) };
  }

  /** Who is named in a part of a cell. */
  findIn(at: At, part: string): Found {
    const written = WITH_ADDRESS.exec(part);
    if (written) return this.find(at, { email: (written[2] ?? "").trim(), staffNumber: null, name: (written[1] ?? "").trim() || null });
    if (/[@＠]/u.test(part)) return this.find(at, { email: part, staffNumber: null, name: null });
    return this.find(at, { email: null, staffNumber: part, name: null });
  }

  private numbered(staffNumber: string): readonly RegisteredPerson[] {
    return this.byNumber.get(numberKey(staffNumber)) ?? [];
  }

  /** Points at the numbers that differ by leading zeros alone, which do not say without a mail address who is meant. */
  private withOtherZeros(staffNumber: string): string {
    const like = this.byZeros.get(withoutZeros(staffNumber)) ?? [];
    return like.length === 0
      ? ""
      : `先頭の0だけが違う${like.map((one) => `「${one.staffNumber ?? ""}」（${one.name}さん）`).join("")}がいます。その人なら番号を直してください。`;
  }
}

/** What `nameWithAddress` leaves of a name, for comparing. */
const comparable = (name: string): string => searchFold(name.replaceAll(NOT_IN_NAMES, " "));

function differentName(at: At, person: RegisteredPerson, name: string | null): Pick<Found, "doubt"> {
  if (name === null || comparable(name) === comparable(person.name)) return {};
  return { doubt: { ...at, message: `氏名は「${name}」ですが、登録では${person.name}さん（${person.email}）です。` } };
}
