"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { Notice } from "./notice";
import { UserText } from "./user-text";

let last: string | null = null;
const listeners = new Set<() => void>();

/** Says on the page what a form did that went with its row; null where another one has begun. */
export function sayLast(message: string | null): void {
  if (listeners.size === 0) return;
  last = message;
  for (const changed of listeners) changed();
}

/** The page stands as long as somebody listens: the next one says nothing of it. */
export function listenToLast(changed: () => void): () => void {
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
    if (listeners.size === 0) last = null;
  };
}

export const lastSaid = (): string | null => last;

/** Stands above a list from which an action takes the row that would say what it did. */
export function LastOutcome() {
  const here = useRef<HTMLDivElement>(null);
  const message = useSyncExternalStore(listenToLast, lastSaid, () => null);
  useEffect(() => {
    if (message !== null) here.current?.focus();
  }, [message]);
  return (
    <div ref={here} tabIndex={-1}>
      {message === null ? null : <Notice tone="done" role="status" title={<UserText>{message}</UserText>} />}
    </div>
  );
}
