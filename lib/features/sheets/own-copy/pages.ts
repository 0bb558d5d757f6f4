import "server-only";
import { decide } from "@/lib/domain/access/permission";
import { answerNumbers, countedAnswers } from "@/lib/domain/checking/progress";
import { isAnswerable } from "@/lib/domain/checking/sheet";
import type { ItemKind } from "@/lib/domain/guideline/edition";
import { readWholeSheet } from "@/lib/features/sheets/list/queries";
import { copiedSections } from "@/lib/features/sheets/own-copy/parts";
import { type AnswersOfSheet, readAnswersOf } from "@/lib/features/sheets/own-copy/queries";
import type { OwnCopyView } from "@/lib/features/sheets/own-copy/view";
import { sheet as anySheet, isRespondent, sheetTarget } from "@/lib/features/sheets/record/record";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { itemWord } from "@/lib/labels/answer-words";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
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

function countsOf({ index, rows }: AnswersOfSheet): OwnCopyView["counts"] {
  const items = rows.flatMap(({ itemId }) => index.items.get(itemId) ?? []);
  const answers = new Map(rows.map((row) => [row.itemId, row]));
  const of = (kind: ItemKind, label: string) => {
    const counted = countedAnswers(items, answers, kind);
    return counted.length === 0 ? [] : [{ label, total: counted.length, counts: answerNumbers(counted) }];
  };
  return [...of("measure", itemWord(index.edition.kind)), ...of("example", "具体例")];
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
    sections: copiedSections(found.index, found.rows),
    csvHref: `/api/v1/sheets/${sheetId}/answers.csv`,
    backHref,
    handInHref: own && isAnswerable(sheet.state, sheet.cycleState) ? `/checks/${sheetId}/hand-in` : null,
  };
}
