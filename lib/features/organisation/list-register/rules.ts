import { grouped } from "@/lib/domain/shared/grouped";
import { addressForm } from "@/lib/domain/shared/text";
import { identityFold, searchFold } from "@/lib/domain/shared/text-fold";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";
import { type Mention, nameInCell, namesWithin } from "@/lib/features/organisation/list-register/parts";
import type { AppointmentBody, OperatorRole } from "@/lib/features/organisation/record/schema";
import { numberKey, withoutZeros } from "@/lib/features/organisation/staff-file/csv";
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

/** What a cell can hold of a name, for comparing. */
const comparable = (name: string): string => searchFold(nameInCell(name));

const postKey = (role: OperatorRole, unitId: string | null): string => `${role}/${unitId ?? ""}`;

/** The people whom a list may name. */
export class PeopleByName {
  private readonly byEmail: ReadonlyMap<string, RegisteredPerson>;
  private readonly byNumber: ReadonlyMap<string, readonly RegisteredPerson[]>;
  private readonly byZeros: ReadonlyMap<string, readonly RegisteredPerson[]>;
  private readonly byName: ReadonlyMap<string, readonly RegisteredPerson[]>;
  private readonly byPost: ReadonlyMap<string, readonly RegisteredPerson[]>;

  constructor(people: readonly RegisteredPerson[]) {
    this.byEmail = new Map(people.map((person) => [person.email, person]));
    const withNumber = people.filter(({ staffNumber }) => staffNumber !== null);
    this.byNumber = grouped(withNumber, ({ staffNumber }) => numberKey(staffNumber ?? ""));
    this.byZeros = grouped(withNumber, ({ staffNumber }) => withoutZeros(staffNumber ?? ""));
    const present = people.filter(({ left }) => !left);
    this.byName = grouped(present, ({ name }) => comparable(name));
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
    const addressed = email === null ? undefined : this.byEmail.get(addressForm(email));
    const numbered = staffNumber === null ? undefined : this.numbered(staffNumber);
    if (email !== null && !addressed) return problem(sentence`メール「${email}」の人は登録されていません。先に名簿か人の画面で登録してください。`);
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
    const found = this.find(at, { email: null, staffNumber: mention.text, name: null });
    if (found.person || namesWithin(mention.text).length === 1) return found;
    return problem(`${found.problem?.message ?? ""}何人かを書くときは、「、」で並べてください。`);
  }

  private numbered(staffNumber: string): readonly RegisteredPerson[] {
    return this.byNumber.get(numberKey(staffNumber)) ?? [];
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
    const parts = namesWithin(written);
    if (parts.length > 1 && parts.some((part) => this.named(part).length > 0)) return true;
    const others = all.startsWith(own) ? [all.slice(own.length)] : all.endsWith(own) ? [all.slice(0, all.length - own.length)] : [];
    return others.some((other) => this.byName.has(other));
  }

  /** Points at the numbers that differ by leading zeros alone, which do not say without a mail address who is meant. */
  private withOtherZeros(staffNumber: string): string {
    const like = this.byZeros.get(withoutZeros(staffNumber)) ?? [];
    return like.length === 0
      ? ""
      : `先頭の0だけが違う${like.map((one) => sentence`「${one.staffNumber ?? ""}」（${one.name}さん）`).join("")}がいます。その人なら番号を直してください。`;
  }
}

function differentName(at: At, person: RegisteredPerson, name: string | null): Pick<Found, "doubt"> {
  if (name === null || comparable(name) === comparable(person.name)) return {};
  return { doubt: { ...at, message: sentence`氏名は「${name}」ですが、登録では${person.name}さん（${person.email}）です。` } };
}
