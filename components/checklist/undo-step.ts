import { ANSWER_TEXTS } from "@/lib/domain/checking/answer-content";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerView } from "@/lib/features/sheets/cards/view";
import { type AnswerDraft, sameDraft } from "@/lib/features/sheets/queue/entry";
import { answerWord } from "@/lib/labels/answer-words";

export interface ChangedItem {
  readonly itemId: string;
  readonly label: string;
  readonly rendered: AnswerView | null;
}

interface Change {
  readonly item: ChangedItem;
  readonly before: AnswerDraft;
  readonly after: AnswerDraft;
}

/** What was done at once on this page, and is undone at once. */
export interface UndoStep {
  /** At least one; several where one press changed several items. */
  readonly changes: readonly [Change, ...Change[]];
  /** Changes of one text in a row are one step, so that undoing a slip in one takes no other away. */
  readonly typing: boolean;
}

const MOST_STEPS = 50;

/** The steps with the new one, newest last. */
export function withStep(steps: readonly UndoStep[], step: UndoStep): readonly UndoStep[] {
  const last = steps.at(-1);
  const [was, is] = [last?.changes[0], step.changes[0]];
  const continues =
    step.typing &&
    last?.typing &&
    was?.item.itemId === is.item.itemId &&
    sameDraft(was.after, is.before) &&
    ANSWER_TEXTS.some((text) => sameDraft({ ...was.before, [text]: is.after[text] }, is.after));
  return continues ? [...steps.slice(0, -1), { ...last, changes: [{ ...was, after: is.after }] }] : [...steps.slice(1 - MOST_STEPS), step];
}

/** The step that turns these changes of it back; null if there are none. */
export function turned({ typing }: UndoStep, of: readonly Change[]): UndoStep | null {
  const [first, ...others] = of.map((change) => ({ ...change, before: change.after, after: change.before }));
  return first ? { changes: [first, ...others], typing } : null;
}

/** 「3.1.1(1) 体制を「実施」にしました。」「8件を前回と同じにしました。」 */
export function stepText(kind: GuidelineKind, { changes }: UndoStep): string {
  const [{ item, before, after }] = changes;
  const what =
    after.copied && !before.copied
      ? "を前回と同じにしました。"
      : before.status !== after.status
        ? `を「${answerWord(kind, after.status)}」にしました。`
        : before.copied && !after.copied
          ? "を写すのをやめました。"
          : "を書き直しました。";
  return (changes.length > 1 ? `${changes.length}件` : item.label) + what;
}
