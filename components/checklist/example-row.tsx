"use client";

import { type ReactNode, useState } from "react";
import { type ExampleRowView, itemAnchor } from "@/lib/features/sheets/cards/view";
import type { AnswerDraft } from "@/lib/features/sheets/queue/entry";
import { AnswerMark } from "../marks/answer-mark";
import { Button } from "../ui/button";
import { AnswerChoices } from "./answer-choices";
import { type CardOutline, changedItem } from "./card-outline";
import { useChecklist } from "./checklist-context";
import { ClearAnswer } from "./clear-answer";
import { settled } from "./copying";
import { HistoryLink } from "./history-link";
import { ItemProblem } from "./item-problem";
import { CopiedAnswer, LastAnswer } from "./last-answer";
import { PlainFields } from "./plain-fields";
import { PreviousAnswer } from "./previous-answer";
import { useEarlyChange } from "./use-early-change";

/** One 具体例: its text and the four answers in a row. */
export function ExampleRow({ row, measure }: { readonly row: ExampleRowView; readonly measure: CardOutline }) {
  const { sheetId, kind, readOnly, present, change, action, queue } = useChecklist();
  const { itemId, answer } = row;
  const { draft, version, save } = present(itemId, answer);
  const anchor = itemAnchor(itemId);
  const item = changedItem(measure, row);
  const answering = { of: row, item, draft, title: `${anchor}-text` };
  const settle = (to: AnswerDraft, delay: number) => change(item, settled(row, to), delay);
  const form = useEarlyChange(settle, draft);
  const conflict = save.kind === "problem" && save.problem.kind === "conflict";
  const aside = present(measure.itemId, measure.answer).draft.status === "notApplicable";
  const history = version > 0 && (readOnly || aside) ? <HistoryLink sheetId={sheetId} itemId={itemId} heading={row.text} /> : null;
  const text = (
    <span className="example-text" id={`${anchor}-text`} tabIndex={-1}>
      {row.text}
    </span>
  );
  if (readOnly || conflict) {
    return (
      <div className="example-row" data-depth={row.depth} id={anchor}>
        {text}
        {conflict ? (
          <ItemProblem itemId={itemId} />
        ) : (
          <span className="row">
            <AnswerMark kind={kind} status={draft.status} />
            {row.previous ? (
              <span className="previous-answer">
                <PreviousAnswer kind={kind} previous={row.previous} />
              </span>
            ) : null}
            {history}
          </span>
        )}
      </div>
    );
  }
  return (
    <form
      ref={form}
      id={anchor}
      className="example-row"
      data-depth={row.depth}
      data-example={itemId}
      method="post"
      action={action}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void queue?.flush();
      }}
    >
      <PlainFields itemId={itemId} about={{ itemId, version }} />
      {text}
      <div role="radiogroup" aria-labelledby={`${anchor}-text`}>
        <AnswerChoices look="row" kind={kind} status={draft.status} copied={draft.copied ?? null} onChoose={(status) => settle({ ...draft, status }, 0)} />
        <LastAnswer {...answering} />
        <CopiedAnswer {...answering} />
        {save.kind === "waiting" || save.kind === "signedOut" ? <p className="aside-text">この端末に保存・未送信</p> : null}
        {save.kind === "unkept" ? <p className="aside-text">未送信</p> : null}
        {history}
        <Button type="submit" size="small" className="without-script">
          保存する
        </Button>
        {draft.status === null ? null : <ClearAnswer of={row.text} title={answering.title} onClear={() => settle({ ...draft, status: null }, 0)} />}
      </div>
      <ItemProblem itemId={itemId} />
    </form>
  );
}

/**
 * The folded examples of a measure. While the measure is 該当なし none is asked; answered ones stay with a note that they do not
 * count, because 該当なし may have been a mistake.
 */
export function Examples({
  measure,
  rows,
  open,
  note,
  noneAsked,
  kept,
  children,
}: {
  readonly measure: CardOutline;
  readonly rows: readonly ExampleRowView[];
  readonly open: boolean;
  /** Rendered by the server, because their words would count as script: what answering them counts for; */
  readonly note: ReactNode;
  /** that none is asked while the measure is 該当なし; */
  readonly noneAsked: ReactNode;
  /** and that answers which were given stay meanwhile. */
  readonly kept: ReactNode;
  readonly children: ReactNode;
}) {
  const { readOnly, present } = useChecklist();
  const { status } = present(measure.itemId, measure.answer).draft;
  const [shown, setShown] = useState({ asked: open, aside: false });
  const answered = rows.filter((row) => present(row.itemId, row.answer).draft.status !== null).length;
  const place = status === "notApplicable" ? "aside" : "asked";
  if (place === "aside" && answered === 0) return noneAsked;
  return (
    <details className="examples" open={shown[place]} onToggle={({ currentTarget }) => setShown((before) => ({ ...before, [place]: currentTarget.open }))}>
      <summary>
        <b>
          具体例 {rows.length}件{countText(answered, rows.length, place === "asked" ? "" : readOnly ? "・数えていません" : "・提出すると数えません")}
        </b>
        <span className="sr-only">（{measure.heading}）</span>
      </summary>
      {place === "aside" ? kept : note}
      {children}
    </details>
  );
}

function countText(answered: number, all: number, more: string): string {
  if (answered === 0) return "";
  return answered === all ? `（回答済み${more}）` : `（${answered}件回答済み${more}）`;
}
