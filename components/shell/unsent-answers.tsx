"use client";

import { lazy, Suspense } from "react";
import type { QueuedAnswer } from "@/lib/features/sheets/queue/entry";
import { type Connection, summariseUnsent } from "@/lib/features/sheets/queue/state";
import { notAnsweringWords } from "@/lib/features/sheets/queue/texts";
import { clockTime, useAnswerQueue } from "../checklist/use-answer-queue";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";

const HeldAnswers = lazy(() =>
  import("./held-answers").then(
    ({ HeldAnswers: loaded }) => ({ default: loaded }),
    () => ({ default: HeldUnread }),
  ),
);

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
      {held.length > 0 ? (
        <Suspense fallback={<HeldUnread entries={held} />}>
          <HeldAnswers entries={held} onRetry={(key) => void queue?.retry(key)} onDiscard={(key) => void queue?.discard(key)} />
        </Suspense>
      ) : null}
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

/** While the list is not there yet, or cannot be reached. */
const HeldUnread = ({ entries }: { readonly entries: readonly QueuedAnswer[] }) => (
  <p className="held-answers page-width">送れなかった回答が {entries.length}件 あります。内容はこの端末に残っています。</p>
);
