"use client";

import { useCallback, useSyncExternalStore } from "react";
import { answerQueue } from "@/lib/features/sheets/queue/browser";
import type { AnswerQueue } from "@/lib/features/sheets/queue/queue";
import { EMPTY_SNAPSHOT, type QueueSnapshot } from "@/lib/features/sheets/queue/state";

const nothing = () => EMPTY_SNAPSHOT;

/** The account's queue and its present state; no queue on the server. */
export function useAnswerQueue(accountId: string): {
  readonly queue: AnswerQueue | null;
  readonly snapshot: QueueSnapshot;
} {
  const subscribe = useCallback((listener: () => void) => answerQueue(accountId).subscribe(listener), [accountId]);
  const read = useCallback(() => answerQueue(accountId).snapshot(), [accountId]);
  const snapshot = useSyncExternalStore(subscribe, read, nothing);
  return { queue: typeof window === "undefined" ? null : answerQueue(accountId), snapshot };
}

const TIME = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", month: "long", day: "numeric" });
const DATE = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" });

/** 「11月18日 14:32」 */
export const dayTime = (date: Date): string => `${DAY.format(date)} ${TIME.format(date)}`;

/** 「14:32」 today, 「11月18日 14:32」 on other days. */
export function clockTime(moment: string | number): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return "";
  return DATE.format(date) === DATE.format(new Date()) ? TIME.format(date) : dayTime(date);
}
