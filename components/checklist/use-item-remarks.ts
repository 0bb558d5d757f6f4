"use client";

import { useCallback, useMemo, useState } from "react";
import type { ItemRemarkView } from "@/lib/features/sheets/cards/view";

export interface ItemRemarks {
  /** In printed order, over the whole sheet, as they are now. */
  readonly all: readonly ItemRemarkView[];
  readonly settle: (remarkId: string, done: boolean) => void;
  /** The next one that is not worked off, after those on this item and around to them; null if there is none. */
  readonly after: (itemId: string | null) => ItemRemarkView | null;
}

export function useItemRemarks(rendered: readonly ItemRemarkView[]): ItemRemarks {
  const [settled, setSettled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const settle = useCallback((remarkId: string, done: boolean) => setSettled((before) => new Map(before).set(remarkId, done)), []);
  return useMemo(() => {
    const all = rendered.map((one) => ({ ...one, done: settled.get(one.remarkId) ?? one.done }));
    const after = (itemId: string | null) => {
      const at = all.findLastIndex((one) => one.itemId === itemId) + 1;
      return [...all.slice(at), ...all.slice(0, at)].find((one) => !one.done) ?? null;
    };
    return { all, settle, after };
  }, [rendered, settled, settle]);
}
