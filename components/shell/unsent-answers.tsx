"use client";

import { useState } from "react";
import { GUIDELINE_KINDS } from "@/lib/domain/guideline/edition";
import { asKept, type QueuedAnswer } from "@/lib/features/sheets/queue/entry";
import { heldWords } from "@/lib/features/sheets/queue/reply";
import { type Connection, summariseUnsent } from "@/lib/features/sheets/queue/state";
import { notAnsweringWords } from "@/lib/features/sheets/queue/texts";
import { answerWordOver } from "@/lib/labels/answer-words";
import { DiscardButton } from "../checklist/discard-button";
import { clockTime, useAnswerQueue } from "../checklist/use-answer-queue";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";

/** On every page of the portal: sends the account's answers that wait in this browser, and reports those that could not be sent. */
export function UnsentAnswers({ accountId }: { readonly accountId: string }) {
  const { queue, snapshot } = useAnswerQueue(accountId);
  const { unsent, since, conflicts, held } = summariseUnsent(snapshot);
  const { connection, unkept, stuck } = snapshot;
  const away = connection !== "online" && (unsent > 0 || connection === "offline");
  return (
    <>
      <div role="status">
        {away || stuck ? (
          <div className="unsent-strip">
            <div className="page-width">
              <Icon name={connection === "notAnswering" ? "clock" : "offline"} />
              {stuck ? <Stuck /> : unkept ? <Unkept count={unsent} /> : <Waiting connection={connection} count={unsent} since={since} />}
              {connection === "signedOut" ? null : (
                <Button size="small" className="ml-auto" onClick={() => void queue?.flush()}>
                  接続を確かめる
                </Button>
              )}
            </div>
          </div>
        ) : null}
      </div>
      {conflicts.length > 0 ? <Undecided entries={conflicts} /> : null}
      {held.length > 0 ? <HeldAnswers entries={held} onRetry={(key) => void queue?.retry(key)} onDiscard={(key) => void queue?.discard(key)} /> : null}
    </>
  );
}

/** Shown when the browser's database does not answer. */
function Stuck() {
  return (
    <p>
      <b>この端末の保存先が応えません。</b>回答は保存先を通さずに送っています。このまま回答できますが、送り終わるまで、この画面を閉じないでください。
    </p>
  );
}

/** Shown when neither the browser's database nor its local storage can store anything. */
function Unkept({ count }: { readonly count: number }) {
  return (
    <p>
      <b>未送信の回答が {count}件 あります。</b>この端末には保存できません。送り終わるまで、この画面を閉じないでください。
    </p>
  );
}

function Waiting({ connection, count, since }: { readonly connection: Connection; readonly count: number; readonly since: number | null }) {
  if (connection === "signedOut") return <SignedOut count={count} />;
  if (connection === "notAnswering" && since !== null) return <NotAnswering count={count} since={since} />;
  return <Offline count={count} since={since} />;
}

function NotAnswering({ count, since }: { readonly count: number; readonly since: number }) {
  const { title, text } = notAnsweringWords(count, clockTime(since));
  return (
    <p>
      <b>{title}</b>
      {text}
    </p>
  );
}

function Offline({ count, since }: { readonly count: number; readonly since: number | null }) {
  if (since === null) {
    return (
      <p>
        <b>オフラインです。</b>このまま回答できます。回答はこの端末に保存し、つながると自動で送ります。
      </p>
    );
  }
  return (
    <p>
      <b>未送信の回答が {count}件 あります。</b>
      {clockTime(since)} からの回答はこの端末に保存してあり、つながると自動で送ります。このまま回答できます。
    </p>
  );
}

function SignedOut({ count }: { readonly count: number }) {
  return (
    <p>
      <b>サインインし直してください。</b>未送信の回答 {count}件 はこの端末に保存してあり、サインインすると自動で送ります。{" "}
      <a className="text-inherit" href="/login">
        サインインする
      </a>
    </p>
  );
}

function Undecided({ entries }: { readonly entries: readonly QueuedAnswer[] }) {
  return (
    <div className="held-answers">
      <div className="page-width">
        <p>
          <b>ほかの人も回答した項目が {entries.length}件 あります。</b>どちらを残すか選んでください。
        </p>
        <ul>
          {entries.map((entry) => (
            <li key={entry.key}>
              <a href={entry.href}>{entry.label}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function HeldAnswers({
  entries,
  onRetry,
  onDiscard,
}: {
  readonly entries: readonly QueuedAnswer[];
  readonly onRetry: (key: string) => void;
  readonly onDiscard: (key: string) => void;
}) {
  return (
    <details className="held-answers">
      <summary className="page-width">送れなかった回答が {entries.length}件 あります。内容はこの端末に残っています</summary>
      <ul className="page-width">
        {entries.map((entry) => (
          <HeldAnswer key={entry.key} entry={entry} onRetry={() => onRetry(entry.key)} onDiscard={() => onDiscard(entry.key)} />
        ))}
      </ul>
    </details>
  );
}

function HeldAnswer({ entry, onRetry, onDiscard }: { readonly entry: QueuedAnswer; readonly onRetry: () => void; readonly onDiscard: () => void }) {
  const [copied, setCopied] = useState(false);
  const text = answerText(entry);
  const why = entry.problem?.kind === "held" ? heldWords(entry.problem.code) : null;
  return (
    <li>
      <b>{entry.label}</b>
      <p>{why ?? (entry.problem?.kind === "invalid" ? entry.problem.message : null)}</p>
      <textarea className="input" readOnly rows={3} value={text} aria-label={`${entry.label}の回答`} />
      <div className="row">
        <Button size="small" onClick={() => void copyText(text).then(setCopied)}>
          {copied ? "コピーしました" : "コピーする"}
        </Button>
        <Button size="small" onClick={onRetry}>
          もう一度送る
        </Button>
        <DiscardButton onDiscard={onDiscard} />
      </div>
    </li>
  );
}

function answerText(entry: QueuedAnswer): string {
  const { status, reason, remark, evidence } = asKept(entry.draft);
  return [
    `回答：${answerWordOver(entry.kind ? [entry.kind] : GUIDELINE_KINDS, status)}`,
    reason && `理由：${reason}`,
    remark && `備考：${remark}`,
    evidence && `根拠：${evidence}`,
  ]
    .filter(Boolean)
    .join("\n");
}

/** The clipboard API exists only on secure origins; the text can also be selected by hand. */
async function copyText(text: string): Promise<boolean> {
  if (!("clipboard" in navigator)) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
