"use client";

import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";
import { useSender } from "@/components/ui/form-sender";
import { ProgressBar } from "@/components/ui/progress-bar";
import { WORK_ROW } from "@/components/ui/table";
import { keepSeen, keptSeen, type ReviewRound } from "./seen-marks";
import { useHidden } from "./staying";
import { watchItems } from "./watch-items";

interface Marks {
  readonly items: ReadonlySet<string>;
  /** Those that were seen before the page was opened. */
  readonly before: ReadonlySet<string>;
}

interface Seen extends Marks {
  readonly unseenOnly: boolean;
  /** The number of items of the sheet. */
  readonly total: number;
}

/** Null for those who do not decide on the sheet, without a script, and until it has come. */
const SeenContext = createContext<Seen | null>(null);

interface SeenMarksProps {
  readonly sheetId: string;
  readonly round: { readonly handedInAt: string; readonly unseenOnly: boolean } | null;
  readonly total: number;
  readonly children: ReactNode;
}

/** The marks of a round: read when they are first asked for, and added to while somebody watches. */
function marksOf(round: ReviewRound) {
  let marks: Marks | null = null;
  const read = (): Marks => {
    if (marks !== null) return marks;
    const before = keptSeen(round);
    return (marks = { items: before, before });
  };
  const subscribe = (changed: () => void) =>
    watchItems((itemId) => {
      const { items, before } = read();
      if (items.has(itemId)) return;
      keepSeen(round, [itemId]);
      marks = { items: new Set([...items, itemId]), before };
      changed();
    });
  return { read, subscribe };
}

const unchanging = () => () => undefined;
const nothing = () => null;

/** Marks the items of a sheet that the reviewer has seen, in this browser alone. */
export function SeenMarks({ sheetId, round, total, children }: SeenMarksProps) {
  const accountId = useSender();
  const handedInAt = round?.handedInAt;
  const kept = useMemo(
    () => (accountId === null || handedInAt === undefined ? null : marksOf({ accountId, sheetId, handedInAt })),
    [accountId, sheetId, handedInAt],
  );
  const marks = useSyncExternalStore<Marks | null>(kept?.subscribe ?? unchanging, kept?.read ?? nothing, nothing);
  return <SeenContext value={round === null || marks === null ? null : { ...marks, total, unseenOnly: round.unseenOnly }}>{children}</SeenContext>;
}

interface SeenItemProps {
  readonly itemId: string;
  readonly anchor: string;
  readonly remarked: boolean;
  /** Whether the filter shows it no longer. */
  readonly gone: boolean;
  readonly children: ReactNode;
}

/** The row of an item, around its cells. Among those that were not seen yet, one that is being seen stays until the page is opened again. */
export function SeenItem({ itemId, anchor, remarked, gone, children }: SeenItemProps) {
  const seen = useContext(SeenContext);
  const hidden = useHidden(gone);
  return (
    <tr
      {...WORK_ROW}
      className="review-item"
      id={anchor}
      data-item={itemId}
      data-seen={seen?.items.has(itemId) ? true : undefined}
      data-remarked={remarked ? true : undefined}
      hidden={hidden || (seen?.unseenOnly && seen.before.has(itemId))}
    >
      {children}
    </tr>
  );
}

/** 「見た」 */
export function SeenWord({ itemId }: { readonly itemId: string }) {
  return useContext(SeenContext)?.items.has(itemId) ? "　見た" : null;
}

const unseenIn = ({ total, items }: Seen): number => Math.max(0, total - items.size);

/** 「55件」 */
export function UnseenCount() {
  const seen = useContext(SeenContext);
  return seen === null ? null : `${String(unseenIn(seen))}件`;
}

/** The rows, unless every one of them was seen before. */
export function UnseenRows({ children }: { readonly children: ReactNode }) {
  const seen = useContext(SeenContext);
  return seen?.unseenOnly && seen.before.size >= seen.total ? <p>まだ見ていない項目はありません。</p> : children;
}

/** 「67件中 12件を見た・所見 2件」, with a bar; `children` where nothing is marked. */
export function SeenProgress({ remarksText, children }: { readonly remarksText: string; readonly children: ReactNode }) {
  const seen = useContext(SeenContext);
  if (seen === null) return children;
  const { total } = seen;
  const done = total - unseenIn(seen);
  return (
    <div className="action-progress phone:basis-auto max-phone:basis-full">
      <span>
        {total}件中 <b className="whitespace-nowrap">{done}件を見た</b>・<b className="whitespace-nowrap">{remarksText}</b>
      </span>
      <ProgressBar done={done} total={total} />
    </div>
  );
}
