"use client";

import type { ReactNode } from "react";
import { type ExampleRowView, itemAnchor } from "@/lib/features/checklist/view";
import { Button } from "../ui/button";
import { AnswerMark } from "../checking/answer-mark";
import { answerWord } from "../checking/answer-words";
import { AnswerChoices } from "./answer-choices";
import { AnswerProblem } from "./answer-problem";
import { type CardOutline, useChecklist } from "./checklist-context";
import { useEarlyChange } from "./use-early-change";

/** One 具体例: its text and the four answers in a row. */
export function ExampleRow({ row, measure }: { readonly row: ExampleRowView; readonly measure: CardOutline }) {
  const { kind, readOnly, present, change, action, path, queue } = useChecklist();
  const { itemId, answer } = row;
  const { draft, version, save } = present(itemId, answer);
  const anchor = itemAnchor(itemId);
  const item = { itemId, label: `${measure.code} ${measure.heading}の具体例「${row.text}」`, rendered: answer };
  const form = useEarlyChange((early) => change(item, early, 0), draft);
  const conflict = save.kind === "problem" && save.problem.kind === "conflict";
  const text = (
    <span className="example-text" id={`${anchor}-text`}>
      {row.text}
    </span>
  );
  if (readOnly || conflict) {
    return (
      <div className="example-row" data-depth={row.depth} id={anchor}>
        {text}
        {conflict ? <AnswerProblem itemId={itemId} /> : <AnswerMark kind={kind} status={draft.status} />}
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
      <input type="hidden" name="itemId" value={itemId} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="returnTo" value={`${path}#${anchor}`} />
      {text}
      <div role="radiogroup" aria-labelledby={`${anchor}-text`}>
        <AnswerChoices
          look="row"
          kind={kind}
          status={draft.status}
          onChoose={(status) => change(item, { ...draft, status }, 0)}
        />
        {save.kind === "waiting" || save.kind === "signedOut" ? (
          <p className="aside-text">この端末に保存・未送信</p>
        ) : null}
        {save.kind === "unkept" ? <p className="aside-text">未送信</p> : null}
        <Button type="submit" size="small" className="without-script">
          保存する
        </Button>
      </div>
      <AnswerProblem itemId={itemId} />
    </form>
  );
}

/** Folds the examples of a measure, and puts them away while the measure is 該当なし. */
export function Examples({
  measure,
  rows,
  open,
  asked,
  children,
}: {
  readonly measure: CardOutline;
  readonly rows: readonly ExampleRowView[];
  readonly open: boolean;
  readonly asked: boolean;
  readonly children: ReactNode;
}) {
  const { kind, present } = useChecklist();
  const { status } = present(measure.itemId, measure.answer).draft;
  if (status === "notApplicable") {
    return (
      <p className="examples aside-text">
        「{answerWord(kind, "notApplicable")}」の間は、具体例 {rows.length}件 の回答を求めません。
      </p>
    );
  }
  const answered = rows.filter((row) => present(row.itemId, row.answer).draft.status !== null).length;
  const count = answered === 0 ? "" : answered === rows.length ? "（回答済み）" : `（${answered}件回答済み）`;
  return (
    <details className="examples" open={open}>
      <summary>
        <b>
          具体例 {rows.length}件{count}
        </b>
        <span className="for-readers">（{measure.heading}）</span>
      </summary>
      <p className="aside-text">
        参考事項です。対策項目の実施率には数えません。{asked ? null : "回答しなくても提出できます。"}
      </p>
      {children}
    </details>
  );
}
