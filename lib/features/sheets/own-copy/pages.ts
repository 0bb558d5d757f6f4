import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { needsReason } from "@/lib/domain/checking/answer";
import { ANSWER_TEXTS } from "@/lib/domain/checking/answer-content";
import { answerNumbers, countedAnswers } from "@/lib/domain/checking/progress";
import { isAnswerable } from "@/lib/domain/checking/sheet";
import type { ItemKind } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { type AnswersOfSheet, readAnswersOf } from "@/lib/features/sheets/own-copy/queries";
import type { CopiedAnswerView, OwnCopyView } from "@/lib/features/sheets/own-copy/view";
import type { SheetItemRow } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, isRespondent, sheetTarget } from "@/lib/features/sheets/record/record";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { ANSWER_TEXT_WORDS } from "@/lib/labels/answer-text-words";
import { answerWord, itemWord } from "@/lib/labels/answer-words";
import { exampleText, itemLabel } from "@/lib/labels/item-title";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { inSentence, sentence } from "@/lib/labels/own-direction";
import { SHEET_STATE_WORDS } from "@/lib/labels/state-words";
import { revisionText } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";

const readCopy = reading({
  of: readWholeSheet,
  takesOut: { exceptOwn: isRespondent },
  on: anySheet.read,
  run: ({ transaction, subject }) => readAnswersOf(transaction, subject),
});

function uncountedText({ index }: AnswersOfSheet, { kind, status, reason, uncounted = false }: SheetItemRow): string | null {
  if (uncounted) return `対策項目が「${answerWord(index.edition.kind, "notApplicable")}」のため、数えません`;
  return needsReason(kind, status, reason) ? "理由がないため、未回答と数えます" : null;
}

function answerView(of: AnswersOfSheet, row: SheetItemRow): CopiedAnswerView {
  const { index } = of;
  const { itemId, status, answeredAt, byName } = row;
  const item = index.items.get(itemId);
  return {
    id: itemId,
    label: item?.kind === "example" ? exampleText(item) : itemLabel(index, itemId),
    status,
    uncountedText: uncountedText(of, row),
    texts: ANSWER_TEXTS.flatMap((part) => (row[part] === null ? [] : [{ term: ANSWER_TEXT_WORDS[part], text: row[part] }])),
    byText: answeredAt === null ? "" : `${inSentence(byName ?? "")}　${dateTimeText(answeredAt)}`,
  };
}

function countsOf({ index, rows }: AnswersOfSheet): OwnCopyView["counts"] {
  const items = rows.flatMap(({ itemId }) => index.items.get(itemId) ?? []);
  const answers = new Map(rows.map((row) => [row.itemId, row]));
  const of = (kind: ItemKind, label: string) => {
    const counted = countedAnswers(items, answers, kind);
    return counted.length === 0 ? [] : [{ label, total: counted.length, counts: answerNumbers(counted) }];
  };
  return [...of("measure", itemWord(index.edition.kind)), ...of("example", "具体例")];
}

/** Answered examples below their measure; unanswered ones would only fill the page. */
function sectionsOf(of: AnswersOfSheet): OwnCopyView["sections"] {
  const { index, rows } = of;
  const examples = grouped(
    rows.filter(({ kind, status, remark, evidence }) => kind === "example" && [status, remark, evidence].some((part) => part !== null)),
    ({ itemId }) => index.items.get(itemId)?.illustrates ?? "",
  );
  const measures = grouped(
    rows.filter(({ kind }) => kind === "measure"),
    ({ itemId }) => index.items.get(itemId)?.section ?? "",
  );
  return [...measures].map(([id, mine]) => ({
    key: id,
    heading: `${index.sections.get(id)?.code ?? ""} ${index.sections.get(id)?.heading ?? ""}`,
    items: mine.map((row) => ({
      ...answerView(of, row),
      paragraphs: (index.items.get(row.itemId)?.text ?? "").split("\n"),
      examples: (examples.get(row.itemId) ?? []).map((example) => answerView(of, example)),
    })),
  }));
}

/** All answers of a sheet on one page, for everybody who may read it; those who answer it keep it before or after handing in. */
export async function loadOwnCopy(sheetId: string): Promise<OwnCopyView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const found = valueOrPage(await readCopy(visitor, { sheetId }, now));
  const { sheet, summary, index } = found;
  const own = decide(visitor.actor, "sheet.answer", sheetTarget(sheet)).ok;
  const backHref = own ? `/checks/${sheetId}` : `/operator/sheets/${sheetId}`;
  const { title, editionLabel, revision } = index.edition;
  return {
    title: "回答の控え",
    note: sentence`${summary.cycleTitle}　${sheetTitle(summary)}`,
    steps: [
      own ? { label: "点検票", href: "/checks" } : { label: "点検票の確認", href: "/operator/review" },
      { label: sheetTitle(summary), href: backHref },
      { label: "回答の控え" },
    ],
    kind: index.edition.kind,
    cover: [
      { term: "点検の回", description: summary.cycleTitle },
      { term: "点検票", description: sheetTitle(summary) },
      { term: "ガイドライン", description: sentence`${title} ${editionLabel}（${revisionText(revision)}）` },
      { term: "状態", description: SHEET_STATE_WORDS[sheet.state] },
      { term: "提出", description: summary.handedInAt === null ? "まだ提出していません" : dateTimeText(new Date(summary.handedInAt)) },
      { term: "作成", description: dateTimeText(now) },
    ],
    counts: countsOf(found),
    sections: sectionsOf(found),
    csvHref: `/api/v1/sheets/${sheetId}/answers.csv`,
    backHref,
    handInHref: own && isAnswerable(sheet.state, sheet.cycleState) ? `/checks/${sheetId}/hand-in` : null,
  };
}
