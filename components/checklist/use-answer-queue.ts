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
