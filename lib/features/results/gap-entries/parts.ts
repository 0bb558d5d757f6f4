import type { Actor } from "@/lib/domain/checking/actor";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import type { AnswerPlace } from "@/lib/domain/gap/facts";
import { NO_DEPARTMENT, placeKey, remarksAt } from "@/lib/domain/gap/filter";
import type { Gap } from "@/lib/domain/gap/report";
import { GAP_RULE_CODES, type GapRuleCode } from "@/lib/domain/gap/rules";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { GuidelineWording } from "@/lib/domain/guideline/sector";
import { percentText } from "@/lib/domain/scoring/display";
import type { ItemRatio } from "@/lib/domain/scoring/measure";
import { readsAnswersOf } from "@/lib/features/results/answer-places/rules";
import type { GapEntryView, GapPlaceView } from "@/lib/features/results/gap-entries/view";
import { itemAnswersHref, reviewedItemHref } from "@/lib/labels/item-addresses";
import { type ItemTitle, itemTitle } from "@/lib/labels/item-title";
import { inSentence, sentence } from "@/lib/labels/own-direction";
import { ofChapter } from "@/lib/labels/printed-places";
import { gapRuleWord, KIND_WORDS, RATIO_WORDS, RULE_WORDS, tierName } from "@/lib/labels/score-words";
import { ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";

/** How much of a gap the page shows; the item's page and the files have all of it. */
const PLACES_SHOWN = 8;
const REMARKS_SHOWN = 3;
/** Characters that fill about a fifth of a printed page. A longer entry is cut: uncut, it would leave up to as much of a page empty. */
const LONG = 450;

const ratioText = (ratio: ItemRatio): string => (ratio.status === "scored" ? `${percentText(ratio.ratio)}%` : RATIO_WORDS[ratio.status]);

/** 「システム管理者　BHS」 */
export const whoText = ({ role, system }: Pick<AnswerPlace, "role" | "system">): string =>
  system ? sentence`${ROLE_WORDS[role]}　${system.name}` : ROLE_WORDS[role];

/** Identical remarks once, with their number, and at most a few of them. */
function shownRemarks(remarks: readonly string[]): Pick<GapPlaceView, "remarks" | "moreRemarks"> {
  const counts = new Map<string, number>();
  for (const text of remarks) counts.set(text, (counts.get(text) ?? 0) + 1);
  const texts = [...counts].map(([text, count]) => (count === 1 ? text : `${text}（${count}人）`));
  const more = texts.length - REMARKS_SHOWN;
  return { remarks: texts.slice(0, REMARKS_SHOWN), moreRemarks: more > 0 ? `ほか${more}件` : null };
}

/** Where the answers of a place are read: its sheet or, of people, their answers together. Null where the actor may see neither. */
export function placeHref(cycleId: string, itemId: string, { role, department, system, sheet }: AnswerPlace, actor: Actor): string | null {
  if (sheet !== null) return reviewedItemHref(sheet, itemId);
  if (!isOwnConduct(role) || !readsAnswersOf(actor, department?.id)) return null;
  return itemAnswersHref(cycleId, itemId, { role, department: department?.id ?? NO_DEPARTMENT, system: system?.id });
}

function placeView(cycleId: string, gap: Gap, place: AnswerPlace, actor: Actor): GapPlaceView {
  const { role, department, system } = place;
  const people = isOwnConduct(role);
  return {
    key: [role, department?.id ?? NO_DEPARTMENT, system?.id].join("/"),
    department: department?.name ?? WHOLE_OPERATOR.short,
    who: whoText(place),
    answers: (["notImplemented", "partial"] as const).flatMap((status) =>
      place[status] === 0 ? [] : [{ status, text: people ? `${place[status]}人` : place[status] === 1 ? "" : `${place[status]}枚` }],
    ),
    href: placeHref(cycleId, gap.id, place, actor),
    ...shownRemarks(remarksAt(gap, place)),
  };
}

/** The remarks of places that do not have the gap. */
function otherRemarks(gap: Gap): GapEntryView["remarks"] {
  const within = new Set(gap.places.map(({ role, department, system }) => placeKey(role, department?.name ?? null, system?.name ?? null)));
  const together = new Map<string, number>();
  for (const { role, department, system, text } of gap.remarks) {
    if (within.has(placeKey(role, department, system))) continue;
    const key = JSON.stringify([
      [department, system, ROLE_WORDS[role]]
        .flatMap((part) => part ?? [])
        .map(inSentence)
        .join("・"),
      text,
    ]);
    together.set(key, (together.get(key) ?? 0) + 1);
  }
  return [...together].slice(0, REMARKS_SHOWN).map(([key, count]) => {
    const [by = "", text = ""] = JSON.parse(key) as string[];
    return { key, by: count === 1 ? by : sentence`${by}（${count}人）`, text };
  });
}

const lengthOf = ({ text, closedBy, places }: Gap, remarks: number): number =>
  text.length + closedBy.reduce((sum, example) => sum + example.text.length + 20, 0) + Math.min(places.length, PLACES_SHOWN) * 60 + remarks;

/** What the rules say of the item. `asked`: the rule that the filter asks for, which may find something at a place and not about the whole item. */
const ruleTexts = ({ rules }: Gap, kind: GuidelineKind, asked: GapRuleCode | undefined): readonly string[] =>
  GAP_RULE_CODES.filter((code) => code === asked || rules.includes(code)).map((code) =>
    code === asked ? gapRuleWord(kind, code) : RULE_WORDS[kind][code].name,
  );

interface EntryOf {
  readonly cycleId: string;
  readonly kind: GuidelineKind;
  /** Whether only some of its places are shown, so that nobody else's remarks are. */
  readonly narrowed: boolean;
  readonly asked: GapRuleCode | undefined;
  readonly actor: Actor;
}

/** One item that needs improvement, as text for the actor. */
export function gapEntry(gap: Gap, of: EntryOf, titles: ReadonlyMap<string, ItemTitle>, wording: GuidelineWording): GapEntryView {
  const { cycleId, kind, narrowed, asked, actor } = of;
  const words = KIND_WORDS[kind];
  const { implemented, partial, notImplemented, notApplicable, unanswered } = gap;
  const readers = gap.answeredBy.map((role) => ROLE_WORDS[role]).join("、");
  const places = gap.places.slice(0, PLACES_SHOWN).map((place) => placeView(cycleId, gap, place, actor));
  const more = gap.places.length - places.length;
  return {
    id: gap.id,
    anchor: `gap-${gap.id}`,
    ...itemTitle({ titles }, gap.id),
    answer: notImplemented > 0 ? "notImplemented" : "partial",
    tierWord: tierName(kind, gap),
    rules: ruleTexts(gap, kind, asked),
    paragraphs: gap.text.split("\n"),
    actors: gap.actors.length === 0 ? `印字なし（${readers}が回答。本ポータルの編集による割当て）` : gap.actors.join("、"),
    answeredBy: readers,
    counts: { implemented, partial, notImplemented, notApplicable, unanswered },
    ratioText: `${words.itemRate} ${ratioText(gap.ratio)}（責務のある ${gap.duty}枚のうち ${implemented}枚）`,
    lastText: gap.previousRatio === null ? null : `前回 ${ratioText(gap.previousRatio)}`,
    places,
    morePlaces: more > 0 ? `ほか${more}対象` : null,
    itemHref: itemAnswersHref(cycleId, gap.id),
    remarks: narrowed ? [] : otherRemarks(gap),
    closedBy: gap.closedBy.map(({ id, text }) => ({ id, text })),
    cites: gap.cites,
    referencesTitle: ofChapter("参照", wording.references),
    long:
      lengthOf(
        gap,
        places.reduce((sum, { remarks }) => sum + remarks.join("").length, 0),
      ) > LONG,
  };
}
