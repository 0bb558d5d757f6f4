import type { OperatorRole } from "@/lib/domain/checking/posts";
import { grouped } from "@/lib/domain/shared/grouped";
import { addressForm } from "@/lib/domain/shared/text";
import { identityFold, searchFold } from "@/lib/domain/shared/text-fold";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";
import { type Mention, nameInCell, namesWithin, numbersWithin } from "@/lib/features/organisation/list-register/parts";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { StaffNumbers, withoutZeros } from "@/lib/features/organisation/staff-file/rules";
import { sentence } from "@/lib/labels/own-direction";

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

export interface Found {
  readonly person?: RegisteredPerson;
  readonly problem?: LineProblem;
  readonly doubt?: LineProblem;
}

const HOW_TO_NAME = "「氏名 <メール>」か、メールか、職員番号で書き、何人かは「、」で並べてください。";
/** As many people of one name as a message lists. */
const SHOWN_NAMESAKES = 5;

/** What stands around a name beside a mail address, and does not belong to it: quotes, and a colon behind it. */
const AROUND_NAME = /^["'\u2018\u2019\u201c\u201d]+|(?<!["':\u2018\u2019\u201c\u201d])["':\u2018\u2019\u201c\u201d]+$/gu;
/** What may stand between two names, in what `comparable` makes of them. */
const BETWEEN_FOLDED = /[・/|&()[\]【】〔〕]/u;

/** What a cell can hold of a name, for comparing. */
const comparable = (name: string): string => searchFold(nameInCell(name)).replace(AROUND_NAME, "");

const postKey = (role: OperatorRole, unitId: string | null): string => `${role}/${unitId ?? ""}`;

/** The people whom a list may name. */
export class PeopleByName {
  private readonly byEmail: ReadonlyMap<string, RegisteredPerson>;
  private readonly numbers: StaffNumbers<RegisteredPerson>;
  private readonly byName: ReadonlyMap<string, readonly RegisteredPerson[]>;
  private readonly byPost: ReadonlyMap<string, readonly RegisteredPerson[]>;

  constructor(people: readonly RegisteredPerson[]) {
    this.byEmail = new Map(people.map((person) => [person.email, person]));
    this.numbers = new StaffNumbers(people);
    const present = people.filter(({ left }) => !left);
    this.byName = grouped(
      present.filter(({ name }) => comparable(name) !== ""),
      ({ name }) => comparable(name),
    );
    const posts = present.flatMap((person) => person.appointments.map((one) => ({ person, key: postKey(one.role, one.departmentId ?? one.systemId) })));
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
    const addressed = email === null ? undefined : this.addressed(email);
    const numbered = staffNumber === null ? undefined : this.numbers.of(staffNumber);
    if (email !== null && !addressed) return problem(sentence`メール「${email}」の人は登録されていません。先に名簿か人の画面で登録してください。`);
    const several = staffNumber === null || addressed ? null : this.severalNumbers(staffNumber);
    if (several !== null) return problem(several);
    if (staffNumber !== null && numbered?.length !== 1 && !addressed) {
      return problem(
        numbered?.length
          ? sentence`職員番号「${staffNumber}」の人が${numbered.length}人います。メールを書いてください。`
          : (this.byNameAlone(staffNumber) ??
              `${sentence`職員番号「${staffNumber}」の人は登録されていません。`}${this.withOtherZeros(staffNumber)}先に名簿か人の画面で登録してください。`),
      );
    }
    const person = addressed ?? numbered?.[0];
    if (!person) return problem((name && this.byNameAlone(name)) || "メールか職員番号を書いてください。");
    const [other] = numbered ?? [];
    if (addressed && other && !numbered?.includes(addressed)) {
      return problem(sentence`メールは${addressed.name}さんのものですが、職員番号「${staffNumber ?? ""}」は${other.name}さんのものです。`);
    }
    if (addressed && staffNumber !== null && addressed.staffNumber !== null && withoutZeros(addressed.staffNumber) !== withoutZeros(staffNumber)) {
      return problem(sentence`メールは${addressed.name}さんのものですが、職員番号「${staffNumber}」は登録（${addressed.staffNumber}）と違います。`);
    }
    if (person.left) return problem(sentence`${person.name}さんは退職しています。役割は付けられません。`);
    return { person, ...differentName(at, person, name) };
  }

  /** Whom a cell names at one place. */
  findIn(at: At, mention: Mention): Found {
    const problem = (message: string): Found => ({ problem: { ...at, message } });
    if (mention.kind === "unreadable") return problem(sentence`「${mention.text}」は、だれのことか読み取れません。${HOW_TO_NAME}`);
    if (mention.kind === "address") {
      const found = this.find(at, { ...mention, staffNumber: null });
      return found.person && this.namesOthers(mention.name ?? "", found.person)
        ? problem(sentence`「${mention.name ?? ""}」には、何人かの氏名があるようです。${HOW_TO_NAME}`)
        : found;
    }
    const { text } = mention;
    const found = this.find(at, { email: null, staffNumber: text, name: null });
    const parts = numbersWithin(text);
    const several = namesWithin(text).length > 1 || (parts.length > 1 && parts.every((part) => /\p{Nd}/u.test(part)));
    return found.problem && several ? problem(`${found.problem.message}何人かを書くときは、「、」で並べてください。`) : found;
  }

  /** Whether the text is somebody's staff number. */
  hasNumber(text: string): boolean {
    return this.numbers.of(text).length > 0;
  }

  /** Whether a text beside a mail address can be the name of its person: nobody else has this name, and it is no number. */
  mayName(text: string, email: string): boolean {
    const [person, people] = [this.addressed(email), this.named(text)];
    return !/\p{Nd}/u.test(text) && !this.hasNumber(text) && (!person || people.length === 0 || people.includes(person));
  }

  /** Whether a text beside a mail address is the name of its person. */
  names(text: string, email: string): boolean {
    const person = this.addressed(email);
    return person !== undefined && this.named(text).includes(person);
  }

  private addressed(email: string): RegisteredPerson | undefined {
    return this.byEmail.get(addressForm(email));
  }

  private named(name: string): readonly RegisteredPerson[] {
    return this.byName.get(comparable(name)) ?? [];
  }

  /** What to write instead of the name of somebody, or the names of several; null if nobody has such a name. */
  private byNameAlone(text: string): string | null {
    const people = [text, ...namesWithin(text)].flatMap((name) => this.named(name));
    if (people.length === 0) return null;
    const shown = [...new Set(people)].slice(0, SHOWN_NAMESAKES).map(({ name, email }) => sentence`「${name} <${email}>」`);
    return `${sentence`「${text}」は氏名です。氏名だけでは、だれのことか決まりません。`}${shown.join("")}のように、メールも書いてください。`;
  }

  /** Whether what stands beside a person's address are the names of several people, of whom the address decides only one. */
  private namesOthers(written: string, { name }: RegisteredPerson): boolean {
    const [all, own] = [comparable(written), comparable(name)];
    if (all === own) return false;
    const rest = all.startsWith(own) ? all.slice(own.length) : all.endsWith(own) ? all.slice(0, all.length - own.length) : all;
    const parts = rest.split(BETWEEN_FOLDED);
    const owns = rest === all ? parts.indexOf(own) : -1;
    return (rest !== all || parts.length > 1) && parts.some((part, place) => place !== owns && this.byName.has(part));
  }

  /** Why a text that may be the numbers of several people means none of them; null if only one can be meant. */
  private severalNumbers(text: string): string | null {
    const parts = numbersWithin(text);
    const [known] = parts.flatMap((part) => this.numbers.of(part));
    if (!known || parts.length === 1) return null;
    const exact = this.numbers.of(text).some(({ staffNumber }) => staffNumber === text);
    if (exact && !parts.every((part) => this.hasNumber(part))) return null;
    return sentence`「${text}」には、職員番号「${known.staffNumber ?? ""}」（${known.name}さん）があり、だれのことか決まりません。メールを書いてください。`;
  }

  /** Points at the numbers that differ by leading zeros alone, which do not say without a mail address who is meant. */
  private withOtherZeros(staffNumber: string): string {
    const like = this.numbers.withAnyZeros(staffNumber);
    return like.length === 0
      ? ""
      : `先頭の0だけが違う${like.map((one) => sentence`「${one.staffNumber ?? ""}」（${one.name}さん）`).join("")}がいます。その人なら番号を直してください。`;
  }
}

function differentName(at: At, person: RegisteredPerson, name: string | null): Pick<Found, "doubt"> {
  if (name === null || comparable(name) === comparable(person.name)) return {};
  return { doubt: { ...at, message: sentence`氏名は「${name}」ですが、登録では${person.name}さん（${person.email}）です。` } };
}
