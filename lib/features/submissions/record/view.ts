import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerCountsView, NumbersView } from "@/lib/features/results/figures/view";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { actedBy } from "@/lib/labels/words";

/** Exactly what will leave the operator, or has left it. */
export interface SubmitView {
  readonly title: string;
  readonly note: string | null;
  readonly cycleTitle: string;
  readonly backHref: string;
  readonly state: SubmitState;
  /** Submitted versions, newest first, if there are others than the one shown. */
  readonly sent: readonly VersionView[];
  readonly facts: readonly FactView[];
  /** Null while nothing can be submitted. */
  readonly content: ContentView | null;
  /** The link to the access log of the submission; null before submitting. */
  readonly accessLog: { readonly label: string; readonly href: string } | null;
}

export interface VersionView {
  readonly id: string;
  /** 「2026年度 浸透状況調査　第1版」 */
  readonly label: string;
  /** Time and sender. */
  readonly text: string;
  readonly hash: string;
}

interface Sent {
  readonly id: string;
  readonly surveyTitle: string;
  readonly version: number;
  readonly hash: string;
  readonly submittedAt: Date;
  readonly byName: string | null;
  readonly represented: string | null;
}

/** 「2026年11月21日 14:32　大野 恵子」 */
export const sentText = ({ submittedAt, byName, represented }: Pick<Sent, "submittedAt" | "byName" | "represented">): string =>
  `${dateTimeText(submittedAt)}${byName === null ? "" : `　${actedBy(byName, represented)}`}`;

export const versionView = (sent: Sent): VersionView => ({
  id: sent.id,
  label: sentence`${sent.surveyTitle}　第${sent.version}版`,
  text: sentText(sent),
  hash: sent.hash,
});

export interface FactView {
  readonly term: string;
  readonly description: string;
}

/** The state of submitting. */
export type SubmitState =
  | {
      readonly kind: "ready";
      readonly title: string;
      readonly cycleId: string;
      readonly surveyId: string;
      readonly hash: string;
      readonly maySubmit: boolean;
      readonly undoText: string;
    }
  | { readonly kind: "sent"; readonly title: string; readonly text: string }
  | {
      readonly kind: "obstructed";
      readonly title: string;
      readonly reasons: readonly string[];
      /** Whom to ask; null if the obstacle lies with the operator itself. */
      readonly help: string | null;
      /** The link to what has to be done first. */
      readonly link: { readonly label: string; readonly href: string };
      /** Whether the visitor can do it. */
      readonly asked: boolean;
    };

/** The counts of an item, or why there are none. */
export type ItemCountsView =
  | { readonly kind: "counts"; readonly asked: number; readonly counts: AnswerCountsView }
  | { readonly kind: "notGrasped" | "notAsked" };

export interface ContentItemView {
  readonly id: string;
  readonly code: string;
  readonly heading: string;
  readonly text: string;
  readonly counted: ItemCountsView;
}

/** The content of a submission for readers. */
export interface ContentView {
  readonly kind: GuidelineKind;
  readonly numbers: NumbersView;
  readonly sheets: readonly { readonly role: string; readonly handedOut: number; readonly counted: number }[];
  /** How many measures there are and how many count as such; null for a 指針. */
  readonly tiersNote: string | null;
  /** A note on measures on no sheet, which the figures do not cover; the ministry sees it too. */
  readonly notAskedText: string | null;
  /** One for each tier: 対策項目 and 具体例 are never mixed. */
  readonly tables: readonly { readonly tier: string; readonly items: readonly ContentItemView[] }[];
  readonly remarks: readonly { readonly key: string; readonly item: string; readonly text: string }[];
  /** The page for selecting remarks; null once the content was submitted. */
  readonly remarksHref: string | null;
  /** The canonical JSON, byte for byte. */
  readonly canonical: string;
}
