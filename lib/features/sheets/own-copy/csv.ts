import { type CsvCell, csvText } from "@/lib/documents/csv";
import { needsReason } from "@/lib/domain/checking/answer";
import { ANSWER_TEXTS } from "@/lib/domain/checking/answer-content";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import type { SheetItemRow } from "@/lib/features/sheets/record/queries";
import { ANSWER_TEXT_WORDS } from "@/lib/labels/answer-text-words";
import { answerWord } from "@/lib/labels/answer-words";
import { itemTitle } from "@/lib/labels/item-title";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { tierName } from "@/lib/labels/score-words";
import { deputyNote } from "@/lib/labels/words";

function countedText({ kind, status, reason, uncounted = false }: SheetItemRow): string {
  if (uncounted) return "数えない";
  return needsReason(kind, status, reason) ? "未回答と数える" : "";
}

/** The answers of a sheet as a table for Excel: a heading, then one row for each item in printed order. */
export function answersCsv(index: EditionIndex, rows: readonly SheetItemRow[]): string {
  const { kind } = index.edition;
  const line = (row: SheetItemRow): CsvCell[] => {
    const { itemId, status, answeredAt, byName, represented } = row;
    const item = index.items.get(itemId);
    const { code, heading } = itemTitle(index, itemId);
    return [
      ...[itemId, code, heading, item === undefined ? "" : tierName(kind, item), item?.text ?? ""],
      ...[answerWord(kind, status), countedText(row), ...ANSWER_TEXTS.map((text) => row[text])],
      ...[byName === null ? null : byName + deputyNote(represented), answeredAt === null ? "" : dateTimeText(answeredAt)],
    ];
  };
  const heading = [
    "番号",
    "条番号",
    "題",
    "区分",
    "ガイドラインの文",
    "回答",
    "扱い",
    ...ANSWER_TEXTS.map((text) => ANSWER_TEXT_WORDS[text]),
    "回答した人",
    "回答した時",
  ];
  return csvText([heading, ...rows.map(line)]);
}
