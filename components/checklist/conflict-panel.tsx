"use client";

import type { ReactNode } from "react";
import { type AnswerDraft, type QueuedAnswer, type ServerAnswer } from "@/lib/features/sheets/queue/entry";
import { AnswerMark } from "../marks/answer-mark";
import { Button, TextButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { UserText } from "../ui/user-text";
import { Whole } from "../ui/whole";
import { useChecklist } from "./checklist-context";
import { clockTime } from "./use-answer-queue";

/** Both answers side by side. None is preselected, and the panel cannot be closed. */
export function ConflictPanel({ entry, current }: { readonly entry: QueuedAnswer; readonly current: ServerAnswer }) {
  const { queue, goTo } = useChecklist();
  const alone = current.bySelf;
  const own = alone ? "この画面" : "自分";
  const other = alone ? "別の画面" : <OtherPerson name={current.byName} />;
  const title = `conflict-${entry.itemId}`;
  const decided = (decision: Promise<void> | undefined) => void decision?.then(() => goTo(entry.itemId));
  return (
    <div className="conflict" role="group" aria-labelledby={title}>
      <p className="conflict-question" id={title}>
        <Icon name="merge" />
        あなたが入力している間に、{other}
        {alone ? "で" : "が"}この項目に回答しました。どちらを残しますか。
      </p>
      <div className="conflict-sides">
        <Side
          title={
            <>
              {other}の回答（{clockTime(current.savedAt)}）
            </>
          }
          answer={current}
          whose={other}
          onKeep={() => decided(queue?.keepTheirs(entry.key))}
        />
        <Side
          title={`${alone ? own : "あなた"}の回答（${clockTime(entry.changedAt)}）`}
          answer={entry.draft}
          whose={own}
          onKeep={() => decided(queue?.keepMine(entry.key))}
        />
      </div>
      <p className="aside-text">残さなかった回答も、この項目の履歴から読めます。</p>
      {current.remark && entry.draft.remark ? (
        <p className="aside-text">
          備考は、
          <TextButton onClick={() => decided(queue?.joinRemarks(entry.key))}>両方をつなげて直す</TextButton>
          こともできます。そのとき回答は{own}のものを残します。
        </p>
      ) : null}
    </div>
  );
}

const OtherPerson = ({ name }: { readonly name: string | null }) =>
  name ? (
    <>
      <Whole>{name}</Whole>さん
    </>
  ) : (
    "ほかの人"
  );

function Side({
  title,
  answer,
  whose,
  onKeep,
}: {
  readonly title: ReactNode;
  readonly answer: AnswerDraft;
  readonly whose: ReactNode;
  readonly onKeep: () => void;
}) {
  const { kind } = useChecklist();
  const notes = [
    ["理由", answer.status === "notApplicable" ? answer.reason : ""],
    ["備考", answer.remark],
    ["根拠", answer.evidence],
  ] as const;
  return (
    <div>
      <span className="text-ink-soft">{title}</span>
      <AnswerMark kind={kind} status={answer.status} />
      <dl>
        {notes.flatMap(([label, text]) =>
          text
            ? [
                <dt key={label}>{label}</dt>,
                <dd key={`${label}-text`}>
                  <UserText>{text}</UserText>
                </dd>,
              ]
            : [],
        )}
      </dl>
      <Button size="small" onClick={onKeep}>
        <span>{whose}の回答を残す</span>
      </Button>
    </div>
  );
}
