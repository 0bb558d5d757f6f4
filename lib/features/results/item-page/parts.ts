import { mayAnywhere } from "@/lib/domain/access/permission";
import type { Actor } from "@/lib/domain/checking/actor";
import { needsReason } from "@/lib/domain/checking/answer";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import type { AnswerPlace } from "@/lib/domain/gap/facts";
import { NO_DEPARTMENT } from "@/lib/domain/gap/filter";
import { ANSWERING_ROLES, type Edition, type Item } from "@/lib/domain/guideline/edition";
import { sectionLines } from "@/lib/domain/scoring/count";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { readsAnswersOf } from "@/lib/features/results/answer-places/rules";
import type { ItemAnswer, ItemAnswersQuery } from "@/lib/features/results/figures/schema";
import { whoText } from "@/lib/features/results/gap-entries/parts";
import type { ItemAnswerView, ItemPageView, PlaceCountsView } from "@/lib/features/results/item-page/view";
import { itemHref, sectionHref } from "@/lib/labels/guideline-addresses";
import { itemAnswersHref, reviewedItemHref, withAnswer } from "@/lib/labels/item-addresses";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { inSentence, namesText, sentence } from "@/lib/labels/own-direction";
import { actedBy, ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";
import { pagerView } from "@/lib/validation/paging";

/** A place with the number of its answers; those of people lead to them where the actor may see them. */
export function placeCounts(cycleId: string, itemId: string, place: AnswerPlace, actor: Actor): PlaceCountsView {
  const { role, department, system } = place;
  const at = { role, department: department?.id ?? NO_DEPARTMENT, system: system?.id };
  const people = isOwnConduct(role);
  const linked = people && readsAnswersOf(actor, department?.id);
  return {
    key: [role, at.department, at.system].join("/"),
    department: department?.name ?? WHOLE_OPERATOR.short,
    who: whoText(place),
    counts: ANSWER_STATUSES.flatMap((status) =>
      place[status] === 0
        ? []
        : [
            {
              status,
              text: people ? `${place[status]}人` : place[status] === 1 ? "" : `${place[status]}枚`,
              href: linked ? withAnswer(itemAnswersHref(cycleId, itemId, at), status) : null,
            },
          ],
    ),
  };
}

/** Places on one page of those whose sheets are not listed one by one. */
const PLACES_ON_PAGE = 60;

/** A page of the places, the last where the address asks for one behind it; `href` maps a page to an address. */
export function placesPage<Place>(all: readonly Place[], asked: number, href: (page: number) => string) {
  const page = Math.min(asked, Math.max(1, Math.ceil(all.length / PLACES_ON_PAGE)));
  const pager = pagerView({ page, perPage: PLACES_ON_PAGE, total: all.length }, "対象", href);
  return { shown: all.slice((page - 1) * PLACES_ON_PAGE, page * PLACES_ON_PAGE), page, placesPager: all.length > PLACES_ON_PAGE ? pager : null };
}

const ONLY_SEEN = "見ることのできる点検票だけが並びます。";

/** How the answers to an item are listed for the actor: with those of 取扱者 where the actor reads those of some department. */
export function answersList(item: Item, { role, department, counted }: ItemAnswersQuery, actor: Actor) {
  const readsPeople = mayAnywhere(actor, "sheet.read");
  const ofPeople = item.answeredBy.some(isOwnConduct);
  const withoutPeople = ofPeople && counted === undefined;
  const ofPeopleNote = !readsPeople ? "取扱者の回答は、人数だけを示します。" : withoutPeople ? "取扱者の点検票は、役割で取扱者を選ぶと並びます。" : "";
  return {
    answersNote: `${ONLY_SEEN}${ofPeople ? ofPeopleNote : ""}`,
    noAnswers: !readsAnswersOf(actor, department)
      ? "あなたが見ることのできる点検票に、この条件の回答はありません。"
      : withoutPeople && role === undefined
        ? "取扱者のほかには、この条件の回答はありません。"
        : "この条件の回答はありません。",
    placeFields: [
      {
        ...{ name: "counted", label: "点検票", value: counted ?? "" },
        options: [
          { value: "", label: "すべて" },
          { value: "1", label: "提出済み（集計したもの）" },
        ],
      },
      {
        ...{ name: "role", label: "役割", value: role ?? "" },
        options: [
          { value: "", label: withoutPeople ? "すべて（取扱者のほか）" : "すべて" },
          ...ANSWERING_ROLES.filter((one) => item.answeredBy.includes(one) && (readsPeople || !isOwnConduct(one))).map((one) => ({
            value: one,
            label: ROLE_WORDS[one],
          })),
        ],
      },
    ],
  };
}

/** An answer on a sheet that the reader may see. */
export function answerView({ id, kind, illustrates }: Item, answer: ItemAnswer): ItemAnswerView {
  const { sheetId, role, department, system, respondents, status, reason, remark, evidence, answeredAt, byName, represented, previous, counts, state } = answer;
  const names = namesText(respondents, 3);
  return {
    key: sheetId,
    place: system?.name ?? (isOwnConduct(role) ? names || ROLE_WORDS[role] : ROLE_WORDS[role]),
    department: inSentence(department?.name ?? WHOLE_OPERATOR.short) + (system === null ? "" : `　${ROLE_WORDS[role]}`),
    // The review shows only answered examples.
    href: reviewedItemHref(sheetId, status === null ? (illustrates ?? id) : id),
    ...{ status, lacksReason: needsReason(kind, status, reason), previous, state: counts ? null : state },
    byText: answeredAt === null ? "" : `${byName === null ? names : actedBy(byName, represented)}　${dateTimeText(new Date(answeredAt))}`,
    notes: [reason === null ? "" : sentence`理由：${reason}`, remark ?? ""].filter((text) => text !== ""),
    evidence,
  };
}

/** Chapter 4 for the item's section, or the nearest above that has entries; each once. */
export function referencesOf({ edition }: EditionIndex, { section }: Item): string[] {
  for (const at of sectionLines(edition).get(section) ?? []) {
    const rows = edition.references.filter((row) => row.section === at);
    if (rows.length > 0) return [...new Set(rows.map(({ citedFrom, documents }) => [citedFrom, ...documents].filter((part) => part !== "").join("、")))];
  }
  return [];
}

const COVERAGE_WORDS = { covered: "対応", partial: "一部対応", none: "対応なし" } as const;

/** What the crosswalks say of the item: the items of the 指針 that its section covers, or the sections that cover it. */
export function crosswalkOf({ edition }: EditionIndex, item: Item, editions: ReadonlyMap<string, Edition>): ItemPageView["crosswalk"] {
  const line = sectionLines(edition).get(item.section) ?? [];
  return edition.crosswalks.flatMap((crosswalk) =>
    crosswalk.entries.flatMap((entry) => {
      const note = `${COVERAGE_WORDS[entry.coverage]}。本ポータルの編集`;
      if (crosswalk.from === edition.id) {
        if (entry.item !== item.id) return [];
        const to = editions.get(crosswalk.to);
        return entry.sections.map((id) => {
          const section = to?.sections.find((one) => one.id === id);
          return { key: id, label: `${to?.title ?? ""} ${section?.code ?? ""} ${section?.heading ?? ""}`, href: sectionHref(id), note };
        });
      }
      const from = editions.get(crosswalk.from);
      const found = entry.sections.some((id) => line.includes(id)) ? from?.items.find(({ id }) => id === entry.item) : undefined;
      return found
        ? [{ key: found.id, label: `${from?.title ?? ""} ${from?.editionLabel ?? ""} ${found.code} ${found.heading}`, href: itemHref(found), note }]
        : [];
    }),
  );
}
