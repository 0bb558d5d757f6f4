import "server-only";
import type { Actor } from "@/lib/domain/checking/actor";
import { hasFigures } from "@/lib/domain/checking/cycle";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import { NO_DEPARTMENT, NO_SYSTEM } from "@/lib/domain/gap/filter";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { type PlannedView, plannedView } from "@/lib/features/cycles/planned-page/view";
import { wordingOfEdition } from "@/lib/features/guidelines/wording/queries";
import { readsAnswersOf } from "@/lib/features/results/answer-places/rules";
import { askedWithin, inDepartment, narrowedPlace, ownDepartment } from "@/lib/features/results/department/queries";
import { figureWithUnit, noneOver, rateView } from "@/lib/features/results/figures/parts";
import { type ItemAnswersQuery, itemAnswersQuery } from "@/lib/features/results/figures/schema";
import type { FilterFieldView } from "@/lib/features/results/figures/view";
import { listItemAnswers } from "@/lib/features/results/item-answers/queries";
import { cycleItem } from "@/lib/features/results/item-answers/record";
import { answersList, answerView, crosswalkOf, placeCounts, placesPage, referencesOf } from "@/lib/features/results/item-page/parts";
import { type ItemInCycle, readItemFacts } from "@/lib/features/results/item-page/queries";
import type { ItemPageView } from "@/lib/features/results/item-page/view";
import { answerWord } from "@/lib/labels/answer-words";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { itemHref } from "@/lib/labels/guideline-addresses";
import { itemAnswersHref, itemsHref } from "@/lib/labels/item-addresses";
import { itemTitle } from "@/lib/labels/item-title";
import { inSentence, sentence } from "@/lib/labels/own-direction";
import { ofChapter } from "@/lib/labels/printed-places";
import { KIND_WORDS, phaseWord, tierName } from "@/lib/labels/score-words";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { ROLE_WORDS, revisionText, WHOLE_OPERATOR, WITHOUT_SYSTEM } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";
import { type AddressQuery, searchOf } from "@/lib/validation/address";
import { pageQuery, pagerView } from "@/lib/validation/paging";
import { isStorable } from "@/lib/validation/storable";

const pageOfAnswers = itemAnswersQuery.extend(pageQuery.shape);
/** `places`: the page of the places whose sheets are not listed. */
const pageOfItem = pageOfAnswers.extend({ places: pageQuery.shape.page });

const readItemPage = reading({
  of: listItemAnswers,
  on: cycleItem,
  input: pageOfAnswers,
  narrows: narrowedPlace,
  run: async ({ transaction, subject, input: { page, perPage, ...asked }, visitor }) =>
    granted({
      subject,
      facts: hasFigures(subject.cycle.state) ? await readItemFacts(transaction, subject, visitor.actor, asked, { page, perPage }) : null,
    }),
});

function historyView({ cycle, score, handedOut }: ItemInCycle, within: ItemAnswersQuery, actor: Actor): ItemPageView["history"][number] {
  const { implemented, partial, notImplemented, notApplicable, unanswered, ratio } = score;
  const { department, role, system } = within;
  const href = itemAnswersHref(cycle.id, score.id, { department, role, system });
  return {
    key: cycle.id,
    title: cycle.title,
    ...{ href, answersHref: readsAnswersOf(actor, department) ? href : null },
    sheetsText: handedOut === 0 ? "－" : `${score.asked}／${handedOut}枚`,
    rate: rateView({ rate: ratio.status === "scored" ? ratio.ratio : null, absence: noneOver([score]) }, null),
    counts: { implemented, partial, notImplemented, notApplicable, unanswered },
  };
}

/** Everything about one item of a cycle: its text, the answers that the reader may see, the last cycles, references and crosswalk. */
export async function loadItemPage(cycleId: string, itemId: string, query: AddressQuery): Promise<(ItemPageView & UnusedView) | PlannedView> {
  const visitor = await requireVisitor();
  valueOrPage(itemId.length <= 200 && isStorable(itemId) ? granted(null) : refused(NOT_FOUND));
  const own = ownDepartment(visitor, "scores.read", query);
  const { parts, unused } = askedWithin(own, pageOfItem, query);
  const { page, perPage, places: placesAsked, ...sent } = parts;
  const asked: ItemAnswersQuery = own.id === null ? sent : { ...sent, department: own.id };
  const paging = { page, perPage };
  const { subject, facts } = valueOrPage(await readItemPage(visitor, { cycleId, itemId, ...asked, ...paging }, new Date()));
  const { cycle, index, item } = subject;
  if (facts === null) return plannedView(visitor, cycle, "項目", "点検票が配られ、提出されると、項目への回答がここに出ます。");
  const { kind, id: editionId, title, editionLabel } = index.edition;
  const { code, heading } = itemTitle(index, itemId);
  const words = KIND_WORDS[kind];
  const [now] = facts.history.map((one) => historyView(one, asked, visitor.actor));
  const counted = facts.places.filter(({ role, sheet }) => isOwnConduct(role) || sheet === null);
  const address = itemAnswersHref(cycleId, itemId);
  const hrefOf = (page: number, places: number): string =>
    `${address}${searchOf({ ...asked, page: String(page), ...(places === 1 ? {} : { places: String(places) }) })}`;
  const places = placesPage(counted, placesAsked, (at) => `${hrefOf(page, at)}#places`);
  const place = [
    asked.department === undefined ? null : asked.department === NO_DEPARTMENT ? WHOLE_OPERATOR.short : (facts.names.get(asked.department) ?? ""),
    asked.role === undefined ? null : ROLE_WORDS[asked.role],
    asked.system === undefined ? null : asked.system === NO_SYSTEM ? WITHOUT_SYSTEM : (facts.names.get(asked.system) ?? ""),
  ].filter((part) => part !== null);
  const answerField: FilterFieldView = {
    ...{ name: "answer", label: "回答", value: asked.answer ?? "" },
    options: [
      { value: "", label: "すべて" },
      ...[...ANSWER_STATUSES, null].map((status) => ({ value: status ?? "unanswered", label: answerWord(kind, status) })),
    ],
  };
  const { placeFields, ...listed } = answersList(item, asked, visitor.actor);
  return {
    status: "shown",
    unused: unusedText(unused),
    steps: [
      { label: "ダッシュボード", href: "/operator" },
      { label: cycle.title, href: inDepartment(own, cycleHref(cycleId)) },
      { label: "項目", href: inDepartment(own, itemsHref(cycleId, { tier: item.tier, phase: item.phase })) },
      { label: code },
    ],
    ...{ kind, code, heading, tierWord: tierName(kind, item) },
    note: sentence`${cycle.title}　${title} ${editionLabel}（${revisionText(cycle.editionRevision)}）　${phaseWord(item.phase, kind)}　回答する役割：${item.answeredBy.map((role) => ROLE_WORDS[role]).join("、")}`,
    paragraphs: item.text.split("\n"),
    guidelineHref: itemHref(item),
    figureText: now === undefined ? "" : `${words.itemRate} ${figureWithUnit(now.rate.now)}　提出 ${now.sheetsText}`,
    places: places.shown.map((one) => placeCounts(cycleId, itemId, one, visitor.actor)),
    placesPager: places.placesPager,
    filter: {
      action: `${address}#answers`,
      fields: [...placeFields, answerField],
      kept: (["department", "system"] as const).flatMap((name) => (asked[name] === undefined ? [] : [{ name, value: asked[name] }])),
    },
    narrowedText: place.length === 0 ? null : `${place.map(inSentence).join("　")}だけを示しています。`,
    allHref: inDepartment(own, address),
    ...listed,
    answers: facts.answers.items.map((answer) => answerView(item, answer)),
    pager: pagerView({ ...paging, total: facts.answers.total }, "枚", (at) => `${hrefOf(at, places.page)}#answers`),
    history: facts.history.map((one) => historyView(one, asked, visitor.actor)),
    rateWord: words.itemRate,
    references: referencesOf(index, item),
    referencesTitle: ofChapter("参照", wordingOfEdition(editionId).references),
    crosswalk: crosswalkOf(index, item, facts.editions),
  };
}
