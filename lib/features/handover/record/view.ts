import type { Course } from "@/lib/domain/handover/courses";
import type { HandoverBody } from "@/lib/features/handover/record/schema";

export interface ChoiceView {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** A role that changes hands. */
export interface PostView {
  readonly key: string;
  readonly title: string;
  readonly chip: string;
  readonly lines: readonly string[];
  /** Sheets that wait for a review from it, each with who reviews it afterwards. */
  readonly reviews: readonly { readonly id: string; readonly text: string }[];
  /** Who takes it; null where nothing is chosen. */
  readonly select: { readonly name: string; readonly label: string; readonly options: readonly ChoiceView[]; readonly value: string } | null;
  /** Who takes it, as text. */
  readonly chosen: string;
}

export interface SheetChoiceView {
  readonly id: string;
  readonly title: string;
  /** 役職のもの or 本人のもの. */
  readonly chip: string;
  readonly note: string;
  /** Empty where there is nothing to choose. */
  readonly courses: readonly (ChoiceView & { readonly checked: boolean })[];
  readonly name: string;
  /** Asked for where it is withdrawn, when that is decided. */
  readonly reason: { readonly name: string; readonly label: string; readonly value: string } | null;
  /** What becomes of it, as text. */
  readonly chosen: string;
  readonly course: Course;
}

/** The handover of one person: first everything that is open with the choices, then what they lead to. */
export interface HandoverView {
  readonly title: string;
  readonly name: string;
  readonly note: string;
  readonly personId: string;
  readonly personHref: string;
  readonly step: "choose" | "confirm";
  /** Whether the page is rendered with what a form says, and whether with what the tab kept of one. */
  readonly asked: boolean;
  readonly restored: boolean;
  /** Changes with each step that somebody asked for; null where nobody did, and where the step stays because its decision was refused. */
  readonly turn: number | null;
  /** Why the choices cannot be taken as they are, or what was left out of them; null if there is nothing. */
  readonly problem: { readonly message: string; readonly details: readonly string[] } | null;
  /** What the form keeps beside its own controls. */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  /** Where to move to; null unless somebody moves. */
  readonly department: { readonly options: readonly ChoiceView[]; readonly value: string } | null;
  /** When it is done: today at once, a later day as planned. */
  readonly day: { readonly value: string; readonly first: string; readonly last: string };
  /** The later day that was chosen; null: at once. */
  readonly effectiveOn: string | null;
  readonly effectsTitle: string;
  /** What was planned for the person and is replaced by this; null if nothing is. */
  readonly replaces: string | null;
  readonly search: string;
  readonly searchable: boolean;
  readonly posts: readonly PostView[];
  readonly sheets: readonly SheetChoiceView[];
  /** How many sheets the person was named for and keeps; null if there are none. */
  readonly named: string | null;
  readonly effects: readonly string[];
  /** What is decided by the button. */
  readonly body: HandoverBody | null;
  readonly button: string;
  /** Until when it can be undone. */
  readonly undoText: string;
}
