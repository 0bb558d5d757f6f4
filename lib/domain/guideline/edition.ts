/**
 * A published guideline text as structured content: the parts of an edition (docs/design.md 2 and 7). Pure data; built by
 * `lib/content` from the YAML files, and read back from the database in the same shape.
 */

export const PHASES = ["plan", "do", "check_act"] as const;
export type Phase = (typeof PHASES)[number];

export const SITUATIONS = ["方針", "計画", "体制", "構築", "共通", "平時", "障害発生時"] as const;
export type Situation = (typeof SITUATIONS)[number];

export const TIERS = ["required", "reference"] as const;
export type Tier = (typeof TIERS)[number];

export const GUIDELINE_KINDS = ["policy", "measures"] as const;
export type GuidelineKind = (typeof GUIDELINE_KINDS)[number];

/** The operator's roles that answer items (docs/design.md 3). */
export const ANSWERING_ROLES = [
  "handler",
  "systemAdministrator",
  "securityManager",
  "ciso",
  "executive",
  "securityCommittee",
  "exemptionReviewer",
  "auditor",
] as const;
export type AnsweringRole = (typeof ANSWERING_ROLES)[number];

/** Lines of the source text, 1-based and inclusive. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

export interface Paragraph {
  readonly text: string;
  readonly lines: LineRange;
  /** The actors that the paragraph obliges, as printed or grammatically carried over. Empty if it names nobody. */
  readonly actors: readonly string[];
  /** Printed as an entry of a list. */
  readonly list: boolean;
}

export const GUIDANCE_KINDS = ["purpose", "direction", "context"] as const;
/** 主旨・目的, 対策の指針, or text before the items. */
export type GuidanceKind = (typeof GUIDANCE_KINDS)[number];

export interface Guidance {
  readonly kind: GuidanceKind;
  readonly paragraphs: readonly Paragraph[];
}

export interface Section {
  /** Full id, `kuko-2:3.1.2.3-2`. */
  readonly id: string;
  /** Printed number including the sections above, `3.1.2.3(2)`. */
  readonly code: string;
  readonly printedCode: string;
  readonly heading: string;
  readonly parent: string | null;
  readonly phase: Phase;
  /** The phase is our reading, not printed. */
  readonly phaseEditorial: boolean;
  readonly situation: Situation | null;
  readonly guidance: readonly Guidance[];
  readonly lines: LineRange;
}

export type ItemKind = "measure" | "example";

export interface Item {
  /** Permanent full id, `kuko-2:3.1.2.3-2:1` or `kuko-2:3.1.2.3-2:1:e4.1`. */
  readonly id: string;
  readonly kind: ItemKind;
  readonly tier: Tier;
  readonly phase: Phase;
  readonly situation: Situation | null;
  /** Full id of the section. */
  readonly section: string;
  /** Printed number, `①`; empty if none is printed. */
  readonly code: string;
  readonly heading: string;
  /** For a sub-bullet, the example above it. */
  readonly parent: string | null;
  /** For an example, its measure. */
  readonly illustrates: string | null;
  /** Printed group heading above an example. */
  readonly group: string | null;
  /** Text that announces the examples, shown above them. */
  readonly lead: string | null;
  readonly paragraphs: readonly Paragraph[];
  /** All paragraphs, joined by line feeds. */
  readonly text: string;
  /** Union of the paragraphs' actors in printed order. */
  readonly actors: readonly string[];
  /** Roles whose sheets ask the item (an example without its own actor: those of its measure). */
  readonly answeredBy: readonly AnsweringRole[];
  readonly lines: LineRange;
  /** Position in printed order over the whole edition, from 0. */
  readonly order: number;
}

export interface RoleDuty {
  readonly id: string;
  readonly code: string;
  readonly heading: string;
  readonly paragraphs: readonly Paragraph[];
  readonly lines: LineRange;
}

/** 読替え: the operator's role that answers for a printed actor. */
export interface ActorReading {
  readonly actor: string;
  readonly answeredBy: AnsweringRole;
  readonly reason: string;
}

export interface Term {
  readonly id: string;
  readonly code: string;
  readonly parent: string | null;
  readonly term: string;
  readonly paragraphs: readonly Paragraph[];
  readonly lines: LineRange;
}

export interface ReferenceRow {
  readonly printed: string;
  /** Full section id. */
  readonly section: string;
  readonly citedFrom: string;
  readonly documents: readonly string[];
  readonly continuation: boolean;
  readonly lines: LineRange;
}

export interface TextLink {
  readonly from: string;
  readonly text: string;
  /** `id` is the edition's own if the whole page is meant (all roles, definitions or glossary). */
  readonly target: { readonly kind: "section" | "definition" | "glossary" | "role"; readonly id: string };
}

export interface Footnote {
  readonly id: string;
  readonly mark: number;
  /** The line of the mark in the text; the note belongs to that section. */
  readonly markLine: number;
  readonly text: string;
  readonly lines: LineRange;
}

export interface Correction {
  readonly line: number;
  readonly kind: "correction" | "note";
  readonly found: string;
  readonly corrected: string | null;
  readonly reason: string;
}

export const CROSSWALK_COVERAGES = ["covered", "partial", "none"] as const;
export type CrosswalkCoverage = (typeof CROSSWALK_COVERAGES)[number];

export interface CrosswalkEntry {
  /** Item of the 指針, full id. */
  readonly item: string;
  readonly coverage: CrosswalkCoverage;
  /** Full section ids of the sector guideline. */
  readonly sections: readonly string[];
  readonly reason: string;
}

export interface Crosswalk {
  readonly from: string;
  readonly to: string;
  readonly entries: readonly CrosswalkEntry[];
  /** Sections with measures that no item of the 指針 asks for, full ids, each with a reason. */
  readonly beyond: readonly { readonly section: string; readonly reason: string }[];
}

export interface Edition {
  readonly id: string;
  readonly guideline: string;
  readonly kind: GuidelineKind;
  readonly title: string;
  readonly editionLabel: string;
  readonly publisher: string;
  /** Calendar date, YYYY-MM-DD. */
  readonly publishedOn: string;
  /** Shown as 旧版. */
  readonly old: boolean;
  readonly revision: number;
  readonly note: string | null;
  readonly source: { readonly file: string; readonly sha256: string };
  readonly sections: readonly Section[];
  readonly items: readonly Item[];
  readonly roles: readonly RoleDuty[];
  readonly readings: readonly ActorReading[];
  readonly definitions: readonly Term[];
  readonly glossary: readonly Term[];
  readonly referencesIntroduction: readonly Paragraph[];
  readonly references: readonly ReferenceRow[];
  readonly links: readonly TextLink[];
  readonly footnotes: readonly Footnote[];
  readonly corrections: readonly Correction[];
  /** Crosswalks that start or end at this edition. */
  readonly crosswalks: readonly Crosswalk[];
}
