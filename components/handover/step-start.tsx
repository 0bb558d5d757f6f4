"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** Where reading goes on when a step follows another on the same page; `turn` changes with each step. */
export function StepStart({ turn, children }: { readonly turn: number | null; readonly children: ReactNode }) {
  const start = useRef<HTMLDivElement>(null);
  const shown = useRef(turn);
  useEffect(() => {
    if (turn !== null && turn !== shown.current) start.current?.focus();
    shown.current = turn;
  }, [turn]);
  return (
    <div ref={start} tabIndex={-1}>
      {children}
    </div>
  );
}
