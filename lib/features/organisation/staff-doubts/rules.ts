import type { OperatorRole } from "@/lib/domain/checking/posts";
import { grouped } from "@/lib/domain/shared/grouped";
import { searchFold, searchWords } from "@/lib/domain/shared/text-fold";
import { areOneShape, CLOSE_TEXT, CloseNames, SHAPE_TEXT, shapeOf } from "@/lib/features/organisation/likeness/rules";
import { doubtOfMost, doubtOfOrder, exchangeOf, takenOver } from "@/lib/features/organisation/list-columns/rules";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";
import { doubtsOfFormula, doubtsOfText } from "@/lib/features/organisation/list-file/rules";
import { atRow, STAFF_LIST, type StaffRow } from "@/lib/features/organisation/staff-file/csv";
import { asWritten, numberKey, withoutZeros } from "@/lib/features/organisation/staff-file/rules";
import { sentence } from "@/lib/labels/own-direction";
import { postTitle } from "@/lib/labels/words";

export interface KnownPerson {
  readonly id: string;
  readonly staffNumber: string | null;
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly left: boolean;
  /** None where absent. */
  readonly posts?: readonly {
    readonly role: OperatorRole;
    readonly departmentName: string | null;
    readonly systemName: string | null;
    /** Whether the person is a deputy of it, and does not hold it. */
    readonly deputy: boolean;
  }[];
}

/** What spreadsheets make of long numbers, with fewer digits. */
const EXPONENT = /^[0-9]+(?:\.[0-9]+E\+?|E\+)[0-9]+$/iu;

const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
const TIME = "\\d{1,2}:\\d{2}(?::\\d{2})?";
const DAYS = [
  "(?:(?:\\d{4}|(?:明治|大正|昭和|平成|令和)(?:\\d{1,2}|元))年)?\\d{1,2}月(?:\\d{1,2}日)?",
  "\\d{1,4}(?:/\\d{1,2}){1,2}|\\d{1,2}/\\d{1,2}/\\d{4}|\\d{4}-\\d{1,2}-\\d{1,2}",
  `\\d{1,2}-${MONTH}(?:-\\d{2,4})?|${MONTH}-\\d{1,4}`,
];
/** What spreadsheets make of numbers such as 1-2 and 1:2, in Japanese, in English and as databases write it. */
const DATE = new RegExp(`^(?:(?:${DAYS.join("|")})(?:[ t]${TIME})?|${TIME})$`, "u");

/** What may not be meant in a new number. */
function doubtsOfNumber(line: number, staffNumber: string): LineProblem[] {
  const doubt = (message: string): LineProblem[] => [atRow(line, "staffNumber", sentence`「${staffNumber}」は、${message}`)];
  const plain = staffNumber.normalize("NFKC").toLowerCase();
  if (EXPONENT.test(plain)) return doubt("表計算ソフトが長い番号を丸めたものかもしれません。");
  return DATE.test(plain) ? doubt("表計算ソフトが番号を日付や時刻にしたものかもしれません。") : [];
}

/** What may not be meant in a text that the list brings. */
const doubtsOfNew = (line: number, column: "staffNumber" | "name" | "department", text: string): LineProblem[] => {
  const { heading } = STAFF_LIST.columns[column];
  return [...doubtsOfText(line, heading, text), ...doubtsOfFormula(line, heading, text)];
};

/** A number that is taken for another one. */
function doubtsOfKept({ line, staffNumber, name }: StaffRow, kept: string | null, person: KnownPerson | null): LineProblem[] {
  if (staffNumber === null || staffNumber === kept) return [];
  if (numberKey(staffNumber) !== numberKey(kept ?? "")) {
    const renamed = searchFold(name) !== searchFold(person?.name ?? "") ? "氏名は変わります。別の人なら、番号とメールを確かめてください。" : "";
    return [
      atRow(line, "staffNumber", sentence`「${staffNumber}」は、先頭の0だけが違うので「${kept ?? ""}」とみなします。登録の番号は変わりません。${renamed}`),
    ];
  }
  const what = asWritten(staffNumber) === staffNumber ? "と同じ番号" : "を表計算ソフトなどが書き換えたもの";
  return [atRow(line, "staffNumber", sentence`「${staffNumber}」は「${kept ?? ""}」${what}とみなします。`)];
}

/** How many characters two texts share at their beginning and at their end. */
function sharedEnds(one: readonly string[], other: readonly string[]): number {
  const shortest = Math.min(one.length, other.length);
  let [start, end] = [0, 0];
  while (start < shortest && one[start] === other[start]) start += 1;
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return start + end;
}

/** Whether no part of the name stays; marriage leaves one. Where the parts are not all told apart, a third of the characters stays. */
function isWhollyOther(before: string, after: string): boolean {
  const [parts, others] = [searchWords(before), searchWords(after)];
  if (parts.some((part) => others.includes(part))) return false;
  const [one, other] = [[...searchFold(before)], [...searchFold(after)]];
  return (parts.length > 1 && others.length > 1) || sharedEnds(one, other) * 3 < Math.max(one.length, other.length);
}

/** Somebody whose name would change unseen, or who would become somebody else: of the person only the number or only the mail address stays. */
function doubtsOfPerson({ line, name, email }: StaffRow, person: KnownPerson): LineProblem[] {
  if (searchFold(name) === searchFold(person.name)) return [];
  if (areOneShape(name, person.name)) {
    return [atRow(line, "name", sentence`「${name}」は、登録の氏名「${person.name}」と${SHAPE_TEXT}が違います。取り込むと、氏名がこの記号に変わります。`)];
  }
  if (email !== person.email) {
    return [
      atRow(
        line,
        "staffNumber",
        sentence`この職員番号の人は、登録では${person.name}さん（${person.email}）です。取り込むと、氏名もメールも「${name}」（${email}）に変わります。別の人なら、番号を確かめてください。`,
      ),
    ];
  }
  return isWhollyOther(person.name, name)
    ? [
        atRow(
          line,
          "name",
          sentence`このメールの人は、登録では${person.name}さんです。取り込むと、氏名が「${name}」に変わります。別の人なら、氏名とメールを確かめてください。`,
        ),
      ]
    : [];
}

/** Somebody with a post who would move: the post stays behind with them, and what waits at it is handed over by nobody. */
function doubtsOfMove({ line, department }: StaffRow, { name, posts = [], ...person }: KnownPerson): LineProblem[] {
  if (posts.length === 0 || department === person.department) return [];
  const held = posts.map((post) => `${postTitle(post)}${post.deputy ? "の代行" : ""}`).join("、");
  const message = sentence`${name}さんは、${held}です。取り込むと部署だけが変わり、役割はそのまま残ります。役割のある人の異動は、その人の画面の「引継ぎ」で決めてください。`;
  return [atRow(line, "department", message)];
}

type ChangedPerson = { readonly before: KnownPerson; readonly after: StaffRow };

/** Columns that may have been sorted without the others. In: the people whom the list changes, and the number of those that it names. */
export function doubtsOfColumns(changed: readonly ChangedPerson[], named: number): LineProblem[] {
  const byEmail = new Map(changed.map(({ before }) => [before.email, before]));
  /** Whether the row is what another person is registered as, under the number of this one. */
  const isRenumbered = ({ before, after }: ChangedPerson): boolean => {
    const other = byEmail.get(after.email);
    return other !== undefined && other.id !== before.id && searchFold(other.name) === searchFold(after.name);
  };
  const among = (people: readonly ChangedPerson[], column: "name" | "email" | "department") =>
    takenOver(people.map((person) => ({ ...exchangeOf(person.after.line, person.before[column], person.after[column]), person })));
  const { staffNumber, name, email, department } = STAFF_LIST.columns;
  const numbers = changed.filter(isRenumbered);
  const rest = changed.filter((one) => !isRenumbered(one));
  const [names, emails] = [among(rest, "name"), among(rest, "email")];
  const explained = new Set([...names, ...emails].map(({ person }) => person));
  const moved = among(
    rest.filter((one) => !explained.has(one)),
    "department",
  );
  // Without numbers it is the mail address that says who is meant.
  const byMailAlone = names.some(({ person }) => person.after.staffNumber === null);
  return [
    ...doubtOfOrder(
      staffNumber.heading,
      numbers.map(({ after }) => after),
    ),
    ...doubtOfOrder(name.heading, names, byMailAlone ? `${name.heading}か${email.heading}` : name.heading),
    ...doubtOfOrder(email.heading, emails),
    ...doubtOfMost(department.heading, moved, named),
  ];
}

/** What may not be meant in a row. In: the row, the number that is kept, and the person whom it means, null for a new one. */
export function doubtsOfRow(row: StaffRow, kept: string | null, person: KnownPerson | null): LineProblem[] {
  const { line, name } = row;
  return [
    ...(kept === null || kept === person?.staffNumber ? [] : [...doubtsOfNew(line, "staffNumber", kept), ...doubtsOfNumber(line, kept)]),
    ...doubtsOfKept(row, kept, person),
    ...(name === person?.name ? [] : doubtsOfNew(line, "name", name)),
    ...(person === null ? [] : [...doubtsOfPerson(row, person), ...doubtsOfMove(row, person)]),
  ];
}

/** New departments whose names may not be meant, or are one character from another; each with its first row. */
export function doubtsOfDepartments(rows: readonly StaffRow[], made: readonly string[], departments: ReadonlyMap<string, boolean>): LineProblem[] {
  const others = new CloseNames([...departments.keys()]);
  const firstLine = new Map(rows.toReversed().map(({ department, line }) => [department, line]));
  return made.flatMap((name) => {
    const close = others.to(name);
    others.add(name);
    const line = firstLine.get(name);
    if (line === undefined) return [];
    const asked = `新しい部署${sentence`「${name}」`}は、${close.map((other) => sentence`「${other}」`).join("")}と、${CLOSE_TEXT}が違います。`;
    return [...doubtsOfNew(line, "department", name), ...(close.length === 0 ? [] : [atRow(line, "department", asked)])];
  });
}

/** New people with the name of somebody who is there already, or of another new one, or a name that looks the same. */
export function doubtsOfNames(added: readonly StaffRow[], people: readonly KnownPerson[]): LineProblem[] {
  const byName = grouped(people, (person) => shapeOf(searchFold(person.name)));
  const earlierRows = new Map<string, StaffRow>();
  return added.flatMap((row) => {
    const fold = searchFold(row.name);
    const shape = shapeOf(fold);
    const isSame = ({ name }: { readonly name: string }): boolean => searchFold(name) === fold;
    const namesakes = byName.get(shape) ?? [];
    const like = namesakes.findLast(isSame) ?? namesakes.at(-1);
    const earlier = earlierRows.get(shape);
    if (!earlier) earlierRows.set(shape, row);
    const doubt = (message: string): LineProblem => atRow(row.line, "name", message);
    return [
      ...(like
        ? [
            doubt(
              `${isSame(like) ? "同じ" : `${SHAPE_TEXT}が違う`}氏名の人（${like.email}${like.left ? "、退職" : ""}）がいます。同じ人なら、メールか職員番号を確かめてください。`,
            ),
          ]
        : []),
      ...(earlier
        ? [doubt(`${earlier.line}行目と${isSame(earlier) ? "同じ氏名です" : `は、氏名の${SHAPE_TEXT}が違います`}。同じ人なら、片方の行を消してください。`)]
        : []),
    ];
  });
}

/** New numbers that differ by leading zeros alone from a registered one, or from that of an earlier row. */
export function doubtsOfZeros(given: readonly { readonly line: number; readonly staffNumber: string }[], people: readonly KnownPerson[]): LineProblem[] {
  const registered = new Map(people.flatMap((person) => (person.staffNumber === null ? [] : [[withoutZeros(person.staffNumber), person] as const])));
  const first = new Map<string, { readonly line: number; readonly staffNumber: string }>();
  return given.flatMap(({ line, staffNumber }) => {
    const key = withoutZeros(staffNumber);
    const [like, earlier] = [registered.get(key), first.get(key)];
    if (!earlier) first.set(key, { line, staffNumber });
    const doubt = (other: string, rest = ""): LineProblem =>
      atRow(line, "staffNumber", `${sentence`「${staffNumber}」`}は、先頭の0だけが${other}と違います。表計算ソフトが0を消したものかもしれません。${rest}`);
    return [
      ...(like
        ? [doubt(sentence`「${like.staffNumber ?? ""}」（${like.name}さん${like.left ? "、退職" : ""}）`, "同じ人なら、名簿のメールを確かめてください。")]
        : []),
      ...(earlier ? [doubt(sentence`${earlier.line}行目の「${earlier.staffNumber}」`)] : []),
    ];
  });
}
