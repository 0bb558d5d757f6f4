import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { GapEntryView } from "@/lib/features/results/gap-entries/view";
import type { GapFilterView } from "@/lib/features/results/gap-filter/view";

export interface GapNumberRow {
  readonly key: string;
  readonly label: string;
  readonly total: boolean;
  /** The items behind the row. */
  readonly href: string;
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
  /** Whether each of its entries stands in the report, which names the rule there. */
  readonly repeated: boolean;
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
    /** The items of the section. */
    readonly href: string;
    /** Its first gap in the report; null if none is shown. */
    readonly gapsHref: string | null;
    /** The first of its gaps with 未実施. */
    readonly lackingHref: string | null;
  }[];
}

/** 要改善事項報告書 as the page shows it. */
export interface GapReportView {
  readonly status: "shown";
  readonly kind: GuidelineKind;
  readonly backHref: string;
  readonly cycleTitle: string;
  /** Who may read it: 「関係者限り」 */
  readonly handling: string;
  /** The nonce of the page's content security policy, for the style of its printed foot. */
  readonly nonce: string;
  readonly draft: boolean;
  readonly createdText: string;
  readonly csvHref: string;
  /** One row for each gap and place, with the filter. */
  readonly placesCsvHref: string;
  readonly jsonHref: string;
  readonly filter: GapFilterView;
  readonly contents: readonly { readonly href: string; readonly label: string }[];
  readonly cover: readonly { readonly term: string; readonly description: string }[];
  readonly summary: string;
  readonly numbers: readonly { readonly tier: string; readonly caption: string; readonly rows: readonly GapNumberRow[]; readonly note: string }[];
  /** How many measures there are and how many count as such; null for a 指針. */
  readonly tiersNote: string | null;
  readonly rateWord: string;
  /** Last column of the sections; `未実施を含む`. */
  readonly lackingWord: string;
  readonly rules: readonly RuleGroupView[];
  readonly sections: readonly GapSectionTable[];
  readonly gapsNote: string;
  readonly phases: readonly { readonly anchor: string; readonly label: string; readonly gaps: readonly GapEntryView[] }[];
  /** The references of the shown gaps, each once. */
  readonly annex: { readonly title: string; readonly entries: readonly { readonly number: number; readonly text: string }[] } | null;
  readonly definitions: readonly { readonly term: string; readonly description: string }[];
}
