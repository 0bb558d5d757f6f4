import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { identityFold, isOneApart } from "@/lib/domain/shared/text-fold";
import { namesText, sentence } from "@/lib/labels/own-direction";

/** Something of the operator that has a name: in use, or retired. */
export interface Named {
  readonly name: string;
  readonly retired: boolean;
}

/** Names of one or two characters are all close to each other, so nothing is asked about them. */
const SHORTEST_CLOSE = 3;

/** Whether the folds differ by one character, in names that are long enough for that to say something. */
export const areClose = (one: string, other: string): boolean => Math.max(one.length, other.length) >= SHORTEST_CLOSE && isOneApart(one, other);

/** Signs of one shape, of which keyboards and programs write different ones; the fold tells them apart (ADR 0045). */
const SHAPES = [
  ["\u2018\u2019\u201b\u02bc\u2032", "'"],
  ["\u201c\u201d\u201f\u301d\u301e\u301f", '"'],
  ["\u00b7\u2022\u2027\u2219\u22c5", "・"],
  ["\u25cb\u25ef", "〇"],
] as const;

/** What the signs of `from` become, by their place in `to`. Two of the first are one of the second: NFKC makes ″ of two ′. */
export const SIGNS = {
  from: SHAPES.map(([signs]) => signs).join(""),
  to: SHAPES.map(([signs, one]) => one.repeat(signs.length)).join(""),
  double: ["''", '"'],
} as const;

const SIGN = new RegExp(`[${SIGNS.from}]`, "gu");

/** A fold with one sign for all of the same shape. */
export const shapeOf = (fold: string): string => fold.replace(SIGN, (sign) => SIGNS.to[SIGNS.from.indexOf(sign)] ?? sign).replaceAll(...SIGNS.double);

/** Whether two names differ by signs of the same shape alone. */
export const areOneShape = (one: string, other: string): boolean => {
  const [fold, otherFold] = [identityFold(one), identityFold(other)];
  return fold !== otherFold && shapeOf(fold) === shapeOf(otherFold);
};

const DIGITS = /\p{Nd}+/gu;

/** What names are compared by. */
interface Form {
  readonly fold: string;
  readonly shape: string;
  readonly plain: string;
}

function formOf(name: string): Form {
  const fold = identityFold(name);
  return { fold, shape: shapeOf(fold), plain: fold.replace(DIGITS, "") };
}

/**
 * Whether two names may be one that was mistyped: they look the same, or one character is different. Names that differ by their
 * numbers alone are meant to: 第1課 and 第2課.
 */
const areLike = (one: Form, other: Form): boolean => one.plain !== other.plain && (one.shape === other.shape || areClose(one.fold, other.fold));

/** Finds the names that may be one that was mistyped (`areLike`), in lists of thousands. */
export class CloseNames {
  private readonly known: (Form & { readonly name: string })[] = [];

  constructor(names: readonly string[]) {
    for (const name of names) this.add(name);
  }

  add(name: string): void {
    this.known.push({ name, ...formOf(name) });
  }

  to(name: string): string[] {
    const form = formOf(name);
    return this.known.filter((other) => areLike(form, other)).map((other) => other.name);
  }
}

/** How names differ that look the same. */
export const SHAPE_TEXT = "見た目の同じ記号だけ";

/** What may have been meant by a name that is not there: 「「警備部」ではありませんか。」; empty if nothing is close. */
export const meantText = (close: readonly string[]): string =>
  close.length === 0 ? "" : `${close.map((name) => sentence`「${name}」`).join("か")}ではありませんか。`;

/** How names differ that are close. */
export const CLOSE_TEXT = `1文字か、${SHAPE_TEXT}`;

const quoted = ({ name, retired }: Named): string => sentence`「${name}」${retired ? "（廃止）" : ""}`;

/**
 * Why the name is refused among the names of the others, null if it is not: it is the same as another by its fold, or close to it
 * (`CloseNames`) and not confirmed as another. `word` names what it is the name of.
 */
export function nameRefusal(
  word: string,
  name: string,
  others: readonly Named[],
  confirmed: boolean | undefined,
): Refusal<"duplicate" | "confirmation_required"> | null {
  const fold = identityFold(name);
  const same = others.find((other) => identityFold(other.name) === fold);
  if (same) {
    const message = `${word}${quoted(same)}と同じ名前です。空白・全角と半角・見えない文字の違いは、同じとみなします。`;
    return refusal("duplicate", `同じ名前の${word}があります。廃止したものも名前を使っています。`, { fields: [{ path: "name", message }] });
  }
  if (confirmed === true) return null;
  const form = formOf(name);
  const close = others.filter((other) => areLike(form, formOf(other.name)));
  if (close.length === 0) return null;
  const names = close.map(quoted).join("");
  const message = `${CLOSE_TEXT}が違う${word}${names}があります。別の${word}なら、そのことを確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", message, { fields: [{ path: "confirmedSimilar", message }], list: close.map((one) => one.name) });
}

/** The groups of entries that have the same fold, in the order of their first entries. */
export function lookalikes<Entry>(entries: readonly Entry[], text: (entry: Entry) => string | null): Entry[][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const fold = identityFold(text(entry) ?? "");
    if (fold !== "") groups.set(fold, [...(groups.get(fold) ?? []), entry]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** A person who is like the one to register. */
export interface LikePerson {
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string | null;
  readonly left: boolean;
  readonly sameEmail: boolean | null;
  readonly sameNumber: boolean | null;
}

const FREED = { email: "メールアドレスを別のものに直してください", staffNumber: "職員番号を直すか、空にしてください" } as const;

/** What to do where somebody who left still has the address or number: they are back, or it is for somebody else. */
export const waysPastLeaver = (name: string, taken: keyof typeof FREED): string =>
  sentence`同じ人が戻ったときは、${name}さんの画面で復職を登録してください。別の人のときは、先に${name}さんの画面で` + `${FREED[taken]}。`;

const whom = ({ name, left }: LikePerson): string => sentence`${name}さん${left ? "（退職）" : ""}`;

/**
 * Why a person of this address and number is refused among those who are like it: the address or the number is somebody's, or
 * somebody has a name that looks the same and an address or number that differs by one character, and this is not confirmed as another.
 */
export function personRefusal(
  { email, staffNumber }: { readonly email: string | null; readonly staffNumber: string | null },
  others: readonly LikePerson[],
  confirmed: boolean | undefined,
): Refusal<"duplicate" | "confirmation_required"> | null {
  const [addressed, numbered] = [others.find(({ sameEmail }) => sameEmail), others.find(({ sameNumber }) => sameNumber)];
  if (addressed || numbered) {
    const ways = ({ name, left }: LikePerson, taken: keyof typeof FREED): string => (left ? waysPastLeaver(name, taken) : "");
    return refusal("duplicate", "この事業者に、同じメールアドレスか職員番号の人がいます。退職した人も確かめてください。", {
      fields: [
        ...(addressed ? [{ path: "email", message: `このメールアドレスは、${whom(addressed)}が使っています。${ways(addressed, "email")}` }] : []),
        ...(numbered
          ? [
              {
                path: "staffNumber",
                message: `この職員番号は、${whom(numbered)}${sentence`（${numbered.staffNumber ?? ""}）`}が使っています。${ways(numbered, "staffNumber")}`,
              },
            ]
          : []),
      ],
    });
  }
  if (confirmed === true) return null;
  const near = (one: string | null, other: string | null): boolean => one !== null && other !== null && areClose(identityFold(one), identityFold(other));
  const close = others.filter((other) => near(email, other.email) || near(staffNumber, other.staffNumber));
  if (close.length === 0) return null;
  const them = close.map((one) => `${whom(one)}（${namesText([one.email, one.staffNumber ?? ""].filter(Boolean))}）`).join("と");
  const message = `同じに見える氏名で、メールか職員番号が1文字だけ違う${them}がいます。別の人なら、そのことを確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", message, { fields: [{ path: "confirmedSimilar", message }], list: close.map((one) => one.email) });
}
