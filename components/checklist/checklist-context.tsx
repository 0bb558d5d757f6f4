"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { type AnswerView, type ItemRemarkView, isAnswered, itemAnchor } from "@/lib/features/sheets/cards/view";
import { answerKey } from "@/lib/features/sheets/queue/entry";
import type { AnswerQueue } from "@/lib/features/sheets/queue/queue";
import { type PresentAnswer, presentAnswer, type QueueSnapshot } from "@/lib/features/sheets/queue/state";
import { answerWord } from "@/lib/labels/answer-words";
import { LiveRegion } from "../ui/live-region";
import type { CardOutline } from "./card-outline";
import type { CardTexts } from "./card-texts";
import { clockTime, useAnswerQueue } from "./use-answer-queue";
import { type ItemRemarks, useItemRemarks } from "./use-item-remarks";
import { type Steps, useSteps } from "./use-steps";

export interface ChecklistSettings {
  readonly sheetId: string;
  readonly accountId: string;
  readonly kind: GuidelineKind;
  readonly readOnly: boolean;
  readonly action: string;
  readonly path: string;
  readonly shortcuts: boolean;
  readonly texts: CardTexts;
}

interface Checklist extends ChecklistSettings, Steps {
  readonly cards: readonly CardOutline[];
  readonly queue: AnswerQueue | null;
  readonly snapshot: QueueSnapshot;
  readonly current: string | null;
  /** Makes a card the present one without moving the focus. */
  readonly choose: (itemId: string) => void;
  /** Goes to a card: focuses its title and announces the position. */
  readonly goTo: (itemId: string) => void;
  readonly present: (itemId: string, rendered: AnswerView | null) => PresentAnswer;
  readonly say: (words: string) => void;
  readonly itemRemarks: ItemRemarks;
}

const Context = createContext<Checklist | null>(null);

export function useChecklist(): Checklist {
  const checklist = useContext(Context);
  if (checklist === null) throw new Error("outside of a ChecklistProvider");
  return checklist;
}

export function firstToAnswer(cards: readonly CardOutline[]): string | null {
  return (cards.find((card) => !isAnswered(card.answer)) ?? cards[0])?.itemId ?? null;
}

export function ChecklistProvider({
  settings,
  cards,
  itemRemarks: rendered,
  children,
}: {
  readonly settings: ChecklistSettings;
  readonly cards: readonly CardOutline[];
  readonly itemRemarks: readonly ItemRemarkView[];
  readonly children: ReactNode;
}) {
  const { sheetId, accountId, kind, path } = settings;
  const { queue, snapshot } = useAnswerQueue(accountId);
  // On a sheet that is only read no card is the present one, unless the address names it.
  const [current, setCurrent] = useState(() => (settings.readOnly ? null : firstToAnswer(cards)));
  const [words, say] = useState("");
  const heldAt = useRef<{ itemId: string; top: number } | null>(null);

  /** Keeps the card under the pointer although the fields of the one above it close. */
  const choose = useCallback((itemId: string) => {
    const card = document.getElementById(itemAnchor(itemId));
    heldAt.current = card && { itemId, top: card.getBoundingClientRect().top };
    setCurrent(itemId);
  }, []);

  useLayoutEffect(() => {
    const held = heldAt.current;
    heldAt.current = null;
    if (held?.itemId !== current) return;
    const top = document.getElementById(itemAnchor(held.itemId))?.getBoundingClientRect().top;
    if (top !== undefined && top !== held.top) window.scrollBy(0, top - held.top);
  }, [current]);

  const present = useCallback(
    (itemId: string, rendered: AnswerView | null) => presentAnswer(snapshot, { accountId, sheetId, itemId }, rendered, clockTime),
    [snapshot, accountId, sheetId],
  );

  const goTo = useCallback(
    (itemId: string) => {
      const card = cards.find((one) => one.itemId === itemId);
      if (!card) return focusExample(itemId);
      const { draft } = present(itemId, card.answer);
      say(`${card.code} ${card.heading}、${answerWord(kind, draft.status)}`);
      flushSync(() => setCurrent(itemId)); // Synchronously, because the next key may come before the next frame and must not go into the field that was left.
      focusCard(itemId);
    },
    [cards, present, kind],
  );

  /** A fragment that names an item selects it, as a key does. */
  const follow = useEffectEvent(() => {
    const card = cards.find(({ itemId }) => itemAnchor(itemId) === window.location.hash.slice(1));
    if (card) goTo(card.itemId);
  });
  useEffect(() => {
    const listener = () => follow();
    const frame = requestAnimationFrame(listener);
    // While a page loads, the browser goes to the fragment too, and can take the focus away from what was given it before.
    const again = () => requestAnimationFrame(() => document.activeElement === document.body && listener());
    window.addEventListener("load", again);
    window.addEventListener("hashchange", listener);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("load", again);
      window.removeEventListener("hashchange", listener);
    };
  }, []);

  const write = useCallback<Steps["change"]>(
    ({ itemId, label, rendered }, draft, delay) => {
      const { version } = present(itemId, rendered);
      const href = `${path}#${itemAnchor(itemId)}`;
      queue?.change({ accountId, sheetId, itemId, label, href, kind, draft, version }, delay);
    },
    [present, queue, accountId, sheetId, kind, path],
  );

  const itemRemarks = useItemRemarks(rendered);
  useSavedWords(snapshot, cards, settings, say);

  const { change, changeAll, lastStep, lastUndone, undo } = useSteps(present, write, { goTo, say, kind });
  const value = useMemo<Checklist>(
    () => ({ ...settings, cards, queue, snapshot, current, choose, goTo, present, change, changeAll, say, lastStep, lastUndone, undo, itemRemarks }),
    [settings, cards, queue, snapshot, current, choose, goTo, present, change, changeAll, lastStep, lastUndone, undo, itemRemarks],
  );
  return (
    <Context value={value}>
      {children}
      <LiveRegion>{words}</LiveRegion>
    </Context>
  );
}

export function focusCard(itemId: string): void {
  const card = document.getElementById(itemAnchor(itemId));
  card?.scrollIntoView({ block: "start" });
  document.getElementById(`${itemAnchor(itemId)}-title`)?.focus({ preventScroll: true });
}

/** Focus goes to the answer of an example, else to its text; its form may just be replacing a conflict. */
function focusExample(itemId: string): void {
  flushSync(() => undefined);
  document.getElementById(itemAnchor(itemId))?.querySelector<HTMLElement>("input:checked, :not(:has(:checked)) > .example-text")?.focus();
}

/** Announces each saved answer once. */
function useSavedWords(
  snapshot: QueueSnapshot,
  cards: readonly CardOutline[],
  { accountId, sheetId, kind }: ChecklistSettings,
  say: (words: string) => void,
): void {
  const known = useRef(new Map<string, string | null>());
  useEffect(() => {
    for (const card of cards) {
      const saved = snapshot.saved.get(answerKey({ accountId, sheetId, itemId: card.itemId }));
      const before = known.current.has(card.itemId) ? known.current.get(card.itemId) : (card.answer?.status ?? null);
      if (!saved || saved.status === before) continue;
      known.current.set(card.itemId, saved.status);
      say(`${card.shortCode} ${card.heading}、${answerWord(kind, saved.status)}。保存しました`);
    }
  }, [snapshot, cards, accountId, sheetId, kind, say]);
}
