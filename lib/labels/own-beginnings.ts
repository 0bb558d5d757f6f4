import { grouped } from "@/lib/domain/shared/grouped";

/** How many characters a beginning shows: at first, and where that does not tell two texts apart. */
const ROOMS = [24, 48] as const;

interface Sibling {
  readonly text: string;
  /** The length of the longest beginning that another text shares. */
  readonly shared: number;
}

const graphemes = new Intl.Segmenter("ja", { granularity: "grapheme" });

/** Where a phrase begins: behind a mark, before a bracket, and where another script follows hiragana, as it does after a particle. */
const PHRASE_BEGINNING = /(?<=[、。　])(?=[^、。　])|(?<=\p{Script=Hiragana})(?=[^、。　\p{Script=Hiragana}])|(?=[（「])/gu;

const phraseBeginnings = (text: string): number[] => [0, ...[...text.matchAll(PHRASE_BEGINNING)].map(({ index }) => index).filter((at) => at > 0)];

const lastUpTo = (places: readonly number[], limit: number): number => places.findLast((place) => place <= limit) ?? 0;

function sharedLength(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** Behind 「システム管理者は、」, if it fills half of the room. */
function behindLongTopic(text: string, room: number): number {
  const behind = text.indexOf("、") + 1;
  return text[behind - 2] === "は" && behind > room / 2 ? behind : 0;
}

/** The clause in which a text begins to differ, or the phrase if the clause has no room for it. */
function ownStart({ text, shared }: Sibling, room: number): number {
  if (text.length <= room) return 0;
  const phrases = phraseBeginnings(text);
  const phrase = lastUpTo(phrases, Math.min(shared, text.length - 1));
  const clauses = phrases.filter((at) => at === 0 || /[、。　]/.test(text[at - 1] ?? ""));
  const clause = Math.max(lastUpTo(clauses, phrase), behindLongTopic(text, room));
  const end = phrases.find((at) => at > phrase) ?? text.length;
  return end - clause <= room ? clause : phrase;
}

/** The end of the last phrase that fits, or as many characters as fit. */
function endWithin(text: string, start: number, room: number): number {
  const shown = [...graphemes.segment(text.slice(start))].slice(0, room + 1);
  const end = start + (shown.length <= room ? text.length : (shown[room]?.index ?? text.length));
  if (end >= text.length) return text.length;
  const phrase = lastUpTo(phraseBeginnings(text), end);
  return phrase - start > room / 2 ? phrase : end;
}

const cut = (text: string, start: number, end: number): string =>
  `${start === 0 ? "" : "…"}${end < text.length ? `${text.slice(start, end).replace(/[、。\s]+$/u, "")}…` : text.slice(start)}`;

/** The part of a text that tells it apart: with more room where two are alike, in the end everything up to its first own character. */
function beginning(sibling: Sibling, step: number): string {
  const { text, shared } = sibling;
  const room = ROOMS[step];
  if (room === undefined) return cut(text, 0, endWithin(text, shared, ROOMS[0]));
  const start = ownStart(sibling, room);
  return cut(text, start, endWithin(text, start, room));
}

/** For each text the words by which it differs from the others, without the beginning that it shares with them. Equal texts get equal words. */
export function ownBeginnings(written: readonly string[]): string[] {
  const texts = written.map((text) => text.trim().replace(/\s*\n\s*/gu, "　"));
  const siblings = new Map(
    texts.map((text) => [text, { text, shared: Math.max(0, ...texts.map((other) => (other === text ? 0 : sharedLength(text, other)))) }]),
  );
  const shown = new Map(texts.map((text) => [text, ""]));
  let alike = [...siblings.values()];
  for (let step = 0; alike.length > 0; step += 1) {
    for (const sibling of alike) shown.set(sibling.text, beginning(sibling, step));
    const alikeTo = grouped([...siblings.values()], ({ text }) => shown.get(text)?.replace(/^…/u, "") ?? "");
    alike = step === ROOMS.length ? [] : [...alikeTo.values()].filter(({ length }) => length > 1).flat();
  }
  return texts.map((text) => shown.get(text) ?? "");
}
