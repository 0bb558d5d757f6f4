import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerCountsView } from "@/lib/features/results/figures/view";

export interface GapNumberRow {
  readonly key: string;
  readonly label: string;
  readonly total: boolean;
  readonly items: number;
  readonly rate: string;
  readonly rateLast: string;
  readonly rateDifference: string;
  readonly attainment: string;
  readonly attainmentLast: string;
  readonly attainmentDifference: string;
}

export interface RuleRowView {
  readonly code: string;
  /** The anchor of its findings in the report. */
  readonly anchor: string;
  readonly name: string;
  readonly method: string;
  readonly found: number;
  readonly foundText: string;
  readonly notEvaluated: number;
  readonly notEvaluatedWhy: string;
}

/** All findings of a rule; a label links to the item in the report, else in the guideline. */
export interface RuleFindingsView {
  readonly anchor: string;
  readonly name: string;
  readonly foundText: string;
  readonly entries: readonly { readonly key: string; readonly label: string; readonly href: string | null; readonly note: string }[];
}

/** The rules about the items of one tier, or about departments and people. */
export interface RuleGroupView {
  readonly label: string;
  readonly rows: readonly RuleRowView[];
  readonly findings: readonly RuleFindingsView[];
}

/** The sections of one tier. */
export interface GapSectionTable {
  readonly tier: string;
  readonly groups: readonly GapSectionGroup[];
}

export interface GapSectionGroup {
  readonly label: string;
  readonly rows: readonly {
    readonly key: string;
    readonly code: string;
    readonly heading: string;
    readonly items: number;
    readonly gaps: number;
    readonly withNotImplemented: number;
    readonly rate: string;
  }[];
}

export interface GapEntryView {
  readonly id: string;
  readonly anchor: string;
  readonly code: string;
  readonly heading: string;
  readonly answer: "notImplemented" | "partial";
  readonly tierWord: string;
  readonly rules: readonly string[];
  readonly paragraphs: readonly string[];
  readonly actors: string;
  readonly answeredBy: string;
  readonly counts: AnswerCountsView;
  /** 「実施割合 75.0%（責務のある 4枚のうち 3枚）」 */
  readonly ratioText: string;
  readonly lastText: string | null;
  readonly remarks: readonly { readonly key: string; readonly by: string; readonly text: string }[];
  readonly closedBy: readonly { readonly id: string; readonly text: string }[];
  readonly references: readonly { readonly key: string; readonly text: string }[];
  readonly referencesTitle: string;
}

/** 要改善事項報告書 as the page shows it. */
export interface GapReportView {
  readonly status: "shown";
  readonly kind: GuidelineKind;
  readonly backHref: string;
  readonly cycleTitle: string;
  /** The nonce of the page's content security policy, for the style of its printed foot. */
  readonly nonce: string;
  readonly draft: boolean;
  readonly createdText: string;
  readonly csvHref: string;
  readonly jsonHref: string;
  readonly cover: readonly { readonly term: string; readonly description: string }[];
  readonly summary: string;
  readonly numbers: readonly { readonly tier: string; readonly caption: string; readonly rows: readonly GapNumberRow[]; readonly note: string }[];
  readonly rateWord: string;
  /** Last column of the sections; `未実施を含む`. */
  readonly lackingWord: string;
  readonly rules: readonly RuleGroupView[];
  readonly sections: readonly GapSectionTable[];
  readonly gapsNote: string;
  readonly phases: readonly { readonly label: string; readonly gaps: readonly GapEntryView[] }[];
  readonly definitions: readonly { readonly term: string; readonly description: string }[];
}
