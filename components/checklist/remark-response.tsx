"use client";

import { type SubmitEvent, useState } from "react";
import { LONGEST_ITEM_REMARK } from "@/lib/domain/checking/answer";
import { Button, TextButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { TextArea } from "../ui/text-area";
import { UserText } from "../ui/user-text";
import { Whole } from "../ui/whole";
import { useChecklist } from "./checklist-context";
import { keepReply } from "./kept-reply";
import { PlainFields } from "./plain-fields";
import type { RemarkCardProps } from "./remark-card";
import { EarlierReplies, UnsentReply, useKeptReply } from "./unsent-reply";
import { dayTime } from "./use-answer-queue";

interface Outcome {
  readonly ok: boolean;
  /** Why not, for the respondent. */
  readonly words: string;
  readonly at: string;
}

async function send(accountId: string, sheetId: string, remarkId: string, body: { done: boolean; reply: string }): Promise<Outcome> {
  const refusedFor = (words: string): Outcome => ({ ok: false, words, at: "" });
  try {
    const response = await fetch(`/api/v1/sheets/${sheetId}/remarks/${remarkId}/response`, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-Portal-Account": accountId },
      body: JSON.stringify(body),
      redirect: "manual",
    });
    const answer = (await response.json().catch(() => ({}))) as { at?: string; detail?: string };
    if (response.ok) return { ok: true, words: "", at: answer.at ?? "" };
    if (response.status === 401) return refusedFor("サインインが切れています。別のタブでサインインしてから、もう一度押してください。");
    return refusedFor(answer.detail ?? "いまは受け付けられません。少し待ってから、もう一度押してください。");
  } catch {
    return refusedFor("ポータルとつながりません。つながってから、もう一度押してください。");
  }
}

const KEPT = "まだ届いていない返事です。もう一度押すと、送られます。";

/** A remark: to be answered, or, where nobody can any more, to be read with what was typed about it and not sent. */
export default function Remark({ children, ...props }: RemarkCardProps) {
  const { readOnly } = useChecklist();
  if (!readOnly && !props.remark.withdrawn) return <RemarkResponse {...props} />;
  return (
    <>
      {children}
      <UnsentReply remark={props.remark} />
      <EarlierReplies of={props.remark} />
    </>
  );
}

/** The remark with the answer to its reviewer. What was typed stays, also when the page is opened again, until it is kept by the portal. Without a script it is a form. */
function RemarkResponse({ itemId, remark }: Omit<RemarkCardProps, "children">) {
  const { accountId, sheetId, action, itemRemarks, goTo, cards } = useChecklist();
  const itemRemark = itemRemarks.all.find((one) => one.remarkId === remark.id);
  const done = itemRemark?.done ?? remark.done;
  const kept = useKeptReply(accountId, remark.id);
  const [typed, setTyped] = useState<string | null>(null);
  // What the portal has, which stays behind what is typed while a reply is on its way.
  const [had, setHad] = useState(remark.reply);
  const reply = typed ?? kept ?? had;
  const settled = done && reply === had;
  const [said, setSaid] = useState(remark.saidText);
  const [problem, setProblem] = useState("");
  const [sending, setSending] = useState(false);
  const type = (text: string) => {
    setTyped(text);
    keepReply(accountId, remark.id, text === had ? null : text);
  };
  const goOn = () => {
    const next = itemRemarks.after(itemId);
    if (next === null || next.remarkId === remark.id) return goTo(itemId);
    if (cards.some((card) => card.itemId === next.itemId)) goTo(next.itemId);
    else window.location.assign(next.href);
  };
  const respond = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (sending) return;
    const field = event.currentTarget.elements.namedItem("reply") as HTMLTextAreaElement;
    setSending(true);
    const outcome = await send(accountId, sheetId, remark.id, { done: !settled, reply });
    setSending(false);
    setProblem(outcome.words);
    if (!outcome.ok) return;
    const newest = field.value;
    keepReply(accountId, remark.id, newest === reply ? null : newest);
    setHad(reply);
    setSaid(dayTime(new Date(outcome.at)));
    itemRemarks.settle(remark.id, !settled);
    if (!settled && newest === reply) goOn();
  };
  return (
    <form className="review-remark" data-done={settled} method="post" action={action} autoComplete="off" onSubmit={(event) => void respond(event)}>
      <PlainFields itemId={itemId} about={{ remarkId: remark.id, done: settled ? "" : "yes" }} />
      <p className="remark-title">
        <Icon name={settled ? "check" : "note"} />
        {settled ? "所見に対応しました" : "所見"}
        <Whole>{settled ? said : remark.byName}</Whole>
        {settled ? null : remark.dateText}
      </p>
      <p>
        <UserText>{remark.text}</UserText>
      </p>
      <EarlierReplies of={remark} />
      {settled ? (
        <>
          {reply ? (
            <p>
              <b>返事</b>　<UserText>{reply}</UserText>
            </p>
          ) : null}
          <input type="hidden" name="reply" value={reply} />
          <TextButton type="submit">対応済みを取り消す</TextButton>
        </>
      ) : (
        <>
          <TextArea
            id={`reply-${remark.id}`}
            name="reply"
            rows={2}
            label={
              <>
                <Whole>{remark.byName}</Whole>さんへの返事（任意）
              </>
            }
            maxLength={LONGEST_ITEM_REMARK}
            value={reply}
            hint={reply !== had && (done || typed === null) ? KEPT : undefined}
            error={problem || null}
            onChange={(event) => type(event.target.value)}
          />
          <p className="row">
            <Button type="submit" size="small">
              <Icon name="check" />
              対応済みにして次の所見へ
            </Button>
            <span>
              返事は、提出するか差戻しが取り消されるまで、<Whole>{remark.byName}</Whole>さんには届きません。
            </span>
          </p>
        </>
      )}
    </form>
  );
}
