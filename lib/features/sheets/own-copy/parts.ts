import { needsReason } from "@/lib/domain/checking/answer";
import { ANSWER_TEXTS } from "@/lib/domain/checking/answer-content";
import { grouped } from "@/lib/domain/shared/grouped";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import type { CopiedAnswerView, OwnCopyView } from "@/lib/features/sheets/own-copy/view";
import type { SheetItemRow } from "@/lib/features/sheets/record/queries";
import { measureOf } from "@/lib/features/sheets/sections/rules";
import { ANSWER_TEXT_WORDS } from "@/lib/labels/answer-text-words";
import { answerWord } from "@/lib/labels/answer-words";
import { exampleText, itemLabel } from "@/lib/labels/item-title";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { actedBy } from "@/lib/labels/words";

function uncountedText({ edition }: EditionIndex, { kind, status, reason, uncounted = false }: SheetItemRow): string | null {
  if (uncounted) return `対策項目が「${answerWord(edition.kind, "notApplicable")}」のため、数えません`;
  return needsReason(kind, status, reason) ? "理由がないため、未回答と数えます" : null;
}

function answerView(index: EditionIndex, row: SheetItemRow): CopiedAnswerView {
  const { itemId, status, answeredAt, byName, represented } = row;
  const item = index.items.get(itemId);
  return {
    id: itemId,
    label: item?.kind === "example" ? exampleText(item) : itemLabel(index, itemId),
    status,
    uncountedText: uncountedText(index, row),
    texts: ANSWER_TEXTS.flatMap((part) => (row[part] === null ? [] : [{ term: ANSWER_TEXT_WORDS[part], text: row[part] }])),
    byText: answeredAt === null ? "" : `${actedBy(byName ?? "", represented)}　${dateTimeText(answeredAt)}`,
  };
}

/** Every measure, and the answered examples below it, also where others answer the measure; unanswered ones would only fill the page. */
export function copiedSections(index: EditionIndex, rows: readonly SheetItemRow[]): OwnCopyView["sections"] {
  const shown = rows.filter(({ kind, status, remark, evidence }) => kind === "measure" || [status, remark, evidence].some((part) => part !== null));
  const measures = grouped(shown, ({ itemId }) => measureOf(index, itemId)?.id ?? itemId);
  const sections = grouped([...measures], ([id]) => index.items.get(id)?.section ?? "");
  return [...sections].map(([key, within]) => {
    const items = within.map(([id, mine]) => {
      const own = mine.find(({ kind }) => kind === "measure");
      const examples = mine.filter((row) => row !== own).map((row) => answerView(index, row));
      return { own, printed: { id, label: itemLabel(index, id), paragraphs: (index.items.get(id)?.text ?? "").split("\n"), examples } };
    });
    return {
      key,
      heading: `${index.sections.get(key)?.code ?? ""} ${index.sections.get(key)?.heading ?? ""}`,
      items: items.flatMap(({ own, printed }) => (own === undefined ? [] : [{ ...answerView(index, own), ...printed }])),
      elsewhere: items.flatMap(({ own, printed }) => (own === undefined ? [printed] : [])),
    };
  });
}
