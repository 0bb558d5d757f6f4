import { useCallback, useState } from "react";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerView } from "@/lib/features/sheets/cards/view";
import { type AnswerDraft, sameDraft } from "@/lib/features/sheets/queue/entry";
import type { PresentAnswer } from "@/lib/features/sheets/queue/state";
import { answerWord } from "@/lib/labels/answer-words";
import { type ChangedItem, turned, type UndoStep, withStep } from "./undo-step";

export interface Steps {
  readonly change: (item: ChangedItem, draft: AnswerDraft, delay: number) => void;
  /** Several items at once, which are undone at once. */
  readonly changeAll: (changes: readonly (readonly [item: ChangedItem, draft: AnswerDraft])[], delay: number) => void;
  /** The last change on this page that can be undone, and the last undoing after which nothing else was changed. */
  readonly lastStep: UndoStep | undefined;
  readonly lastUndone: UndoStep | undefined;
  /** Turns the last change back, or the last undoing (`again`). */
  readonly undo: (again: boolean) => void;
}

/** The changes of this page and the ways back from them, each as one press made them. */
export function useSteps(
  present: (itemId: string, rendered: AnswerView | null) => PresentAnswer,
  write: (item: ChangedItem, draft: AnswerDraft, delay: number) => void,
  { goTo, say, kind }: { readonly goTo: (itemId: string) => void; readonly say: (words: string) => void; readonly kind: GuidelineKind },
): Steps {
  // Newest last. Pressing the same key again is no change, so it hides none.
  const [done, setDone] = useState<readonly UndoStep[]>([]);
  const [undone, setUndone] = useState<readonly UndoStep[]>([]);

  const changeAll = useCallback<Steps["changeAll"]>(
    (wanted, delay) => {
      const [first, ...others] = wanted.flatMap(([item, after]) => {
        const { draft: before, save } = present(item.itemId, item.rendered);
        return sameDraft(before, after) && save.kind !== "problem" ? [] : [{ item, before, after }];
      });
      if (!first) return;
      const changes = [first, ...others] as const;
      setDone((before) => withStep(before, { changes, typing: delay > 0 }));
      setUndone([]);
      for (const { item, after } of changes) write(item, after, delay);
    },
    [present, write],
  );
  const change = useCallback<Steps["change"]>((item, draft, delay) => changeAll([[item, draft]], delay), [changeAll]);

  const undo = useCallback(
    (again: boolean) => {
      const step = (again ? undone : done).at(-1);
      if (!step) return;
      const [leave, enter] = again ? [setUndone, setDone] : [setDone, setUndone];
      const { changes } = step;
      const [{ item, before }] = changes;
      // What was changed elsewhere in the meantime is somebody's newer answer: it is neither turned back, nor turned back again.
      const unchanged = changes.filter((one) => sameDraft(present(one.item.itemId, one.item.rendered).draft, one.after));
      const back = turned(step, unchanged);
      leave((steps) => steps.slice(0, -1));
      if (back) enter((steps) => [...steps, back]);
      for (const one of unchanged) write(one.item, one.before, 0);
      goTo(item.itemId);
      const what = changes.length > 1 ? `${unchanged.length}件` : item.label;
      const verb = again ? "やり直しま" : "元に戻しま";
      say(unchanged.length > 0 ? `${what}、${verb}した。${answerWord(kind, before.status)}` : `${item.label}は、ほかで変わったため${verb}せんでした`);
    },
    [done, undone, present, write, goTo, say, kind],
  );

  return { change, changeAll, lastStep: done.at(-1), lastUndone: undone.at(-1), undo };
}
