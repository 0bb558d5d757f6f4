import { describe, expect, it } from "vitest";
import { checkAnswer, countedStatus, type SavedContent } from "@/lib/domain/checking/answer";
import { nextUnanswered, type SheetItem, sheetProgress, uncountedExamples } from "@/lib/domain/checking/progress";
import { ANSWER_STATUSES, type AnswerStatus } from "@/lib/domain/checking/state";

/** A small generator of its own, so that a failure can be repeated by its seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const ITEMS: readonly SheetItem[] = Array.from({ length: 24 }, (_, order) => {
  const example = order % 3 !== 0;
  return { id: `i${order}`, kind: example ? "example" : "measure", section: `s${order % 4}`, illustrates: example ? `i${order - (order % 3)}` : null, order };
});

const any = (roll: (sides: number) => number): AnswerStatus | null => [...ANSWER_STATUSES, null][roll(5)] ?? null;

describe("an answer that is copied and not confirmed", () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))("M8 is in no number, whatever else is answered (seed %i)", (seed) => {
    const roll = dice(seed);
    const saved = new Map<string, SavedContent>();
    let copies = 0;
    for (let turn = 0; turn < 120; turn += 1) {
      const item = ITEMS[roll(ITEMS.length)]!;
      const present = saved.get(item.id) ?? null;
      const input = {
        status: any(roll),
        copied: any(roll),
        reason: roll(2) === 0 ? null : "対象がない",
        remark: String(roll(3)),
        version: present?.version ?? 0,
      };
      const checked = checkAnswer(input, item, present);
      if (!checked.ok) throw new Error(checked.refusal.code);
      copies += Number(checked.value.copied !== null);
      if (checked.value.version > 0) saved.set(item.id, checked.value);
      expect(checked.value.status === null || checked.value.copied === null).toBe(true);
    }
    const without = new Map([...saved].filter(([, { copied }]) => (copied ?? null) === null));
    expect(copies).toBeGreaterThan(0);
    expect(sheetProgress(ITEMS, saved)).toEqual(sheetProgress(ITEMS, without));
    expect(uncountedExamples(ITEMS, saved)).toEqual(uncountedExamples(ITEMS, without));
    for (const after of [null, "i3", "i11"]) expect(nextUnanswered(ITEMS, saved, after, "asked")).toBe(nextUnanswered(ITEMS, without, after, "asked"));
    for (const [id, { status, reason, copied }] of saved) {
      if ((copied ?? null) !== null) expect(countedStatus(ITEMS.find((one) => one.id === id)!.kind, status, reason)).toBeNull();
    }
  });
});
