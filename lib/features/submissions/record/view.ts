import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerCountsView, NumbersView } from "@/lib/features/results/figures/view";
import { dateTimeText } from "@/lib/labels/japanese-date";

/** Exactly what will leave the operator, or has left it. */
export interface SubmitView {
  readonly title: string;
  readonly note: string | null;
  readonly cycleTitle: string;
  readonly backHref: string;
  readonly standing: SubmitStanding;
  /** Versions that were sent, newest first, where there are others than the one shown. */
  readonly sent: readonly VersionView[];
  readonly facts: readonly FactView[];
  /** Null while nothing could leave. */
  readonly content: ContentView | null;
  /** Where the operator reads who looked at what was sent; null while nothing was. */
  readonly accessLog: { readonly label: string; readonly href: string } | null;
}

export interface VersionView {
  readonly id: string;
  /** 「2026年度 浸透状況調査　第1版」 */
  readonly label: string;
  /** When and by whom. */
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
}

/** 「2026年11月21日 14:32　大野 恵子」 */
export const sentText = ({ submittedAt, byName }: Pick<Sent, "submittedAt" | "byName">): string =>
  `${dateTimeText(submittedAt)}${byName === null ? "" : `　${byName}`}`;

export const versionView = (sent: Sent): VersionView => ({
  id: sent.id,
  label: `${sent.surveyTitle}　第${sent.version}版`,
  text: sentText(sent),
  hash: sent.hash,
});

export interface FactView {
  readonly term: string;
  readonly description: string;
}

/** How it stands with submitting. */
export type SubmitStanding =
  | { readonly kind: "ready"; readonly title: string; readonly cycleId: string; readonly surveyId: string; readonly hash: string; readonly maySubmit: boolean }
  | { readonly kind: "sent"; readonly title: string; readonly text: string }
  | {
      readonly kind: "obstructed";
      readonly title: string;
      readonly reasons: readonly string[];
      /** Whom to ask; null where the reason lies with the operator itself. */
      readonly help: string | null;
      /** The way to what has to be done first. */
      readonly link: { readonly label: string; readonly href: string };
      /** The visitor can do it. */
      readonly asked: boolean;
    };

/** What was counted of an item, or why nothing was. */
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

/** The content of a submission as it is read. */
export interface ContentView {
  readonly kind: GuidelineKind;
  readonly numbers: NumbersView;
  readonly sheets: readonly { readonly role: string; readonly handedOut: number; readonly counted: number }[];
  /** Measures on no sheet, which the figures say nothing of, and that the ministry sees so. */
  readonly notAskedText: string | null;
  /** One for each tier: 対策項目 and 具体例 are never mixed. */
  readonly tables: readonly { readonly tier: string; readonly note: string | null; readonly items: readonly ContentItemView[] }[];
  readonly remarks: readonly { readonly key: string; readonly item: string; readonly text: string }[];
  /** Where remarks are ticked; null once the content has left. */
  readonly remarksHref: string | null;
  /** The canonical JSON to the byte. */
  readonly canonical: string;
}
