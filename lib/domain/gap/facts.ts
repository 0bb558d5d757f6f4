import type { Appointment } from "@/lib/domain/checking/actor";
import type { LeftOut } from "@/lib/domain/checking/hand-out";
import type { CycleState } from "@/lib/domain/checking/state";
import type { AnsweringRole, Edition } from "@/lib/domain/guideline/edition";
import type { Grasp, Scores } from "@/lib/domain/scoring/measure";

/** Thresholds of the rules; they are content (content/thresholds), not code. */
export interface GapThresholds {
  /** Departments below this grasp rate are reported; percent, 80 = 80 %. */
  readonly lowGraspPercent: number;
  /** A reason with fewer characters is not usable. */
  readonly shortReason: number;
  /** Reasons without meaning, compared without white space: "なし", "-". */
  readonly emptyReasons: readonly string[];
  /** A reason is not usable if at least this many items of one sheet have the same. */
  readonly repeatedReason: number;
}

/** 該当なし on a measure of a counted sheet. */
export interface NotApplicableAnswer {
  readonly item: string;
  /** The place of the sheet. */
  readonly scope: string;
  /** Tells the answers of one sheet from others'. A reader learns it only if it is `named`. */
  readonly sheet: string;
  /** Whether the report may name the sheet, as `AnswerPlace.sheet`. */
  readonly named: boolean;
  readonly reason: string | null;
}

/** 実施 answers of counted sheets to one item. */
export interface EvidenceCount {
  readonly item: string;
  readonly implemented: number;
  readonly withoutEvidence: number;
}

/** A respondent's remark on an item of a counted sheet. */
export interface Remark {
  readonly item: string;
  readonly role: AnsweringRole;
  /** Display names; null if the sheet has none. */
  readonly department: string | null;
  readonly system: string | null;
  readonly text: string;
}

/** Counted answers to one item at one place: a role with its department or critical system, or alone. */
export interface AnswerPlace {
  readonly item: string;
  readonly role: AnsweringRole;
  /** Null for sheets of the whole operator. */
  readonly department: NamedPlace | null;
  readonly system: NamedPlace | null;
  readonly implemented: number;
  readonly partial: number;
  readonly notImplemented: number;
  readonly notApplicable: number;
  /** The sheet of a place that has one, if the reader may read it. Never that of a 取扱者, whose sheet is about one person. */
  readonly sheet: string | null;
}

/** A place with 一部実施 or 未実施 answers to an item, as rules judge it. */
export interface PlaceWithGap extends AnswerPlace {
  /** One for each role with its department or critical system. */
  readonly scope: string;
  /** 実施 answers without evidence. */
  readonly unevidenced: number;
}

export interface NamedPlace {
  readonly id: string;
  readonly name: string;
}

export interface GapCover {
  readonly operator: { readonly id: string; readonly name: string };
  readonly cycle: { readonly id: string; readonly title: string; readonly state: CycleState };
  /** Calendar dates, YYYY-MM-DD. */
  readonly period: { readonly from: string; readonly to: string };
  /** Revision of the edition at planning or approval. */
  readonly revision: number;
  readonly scope: { readonly departments: number; readonly systems: number; readonly allMeasures: boolean };
  /** Null for a draft. `represented`: the post whose deputy approved; `at`: ISO 8601 instant. */
  readonly approval: { readonly by: string; readonly represented: string | null; readonly at: string } | null;
  readonly createdAt: string;
}

/** Everything that the gap report is computed from; gathered by queries, aggregated in the database. */
export interface GapFacts {
  readonly cover: GapCover;
  readonly edition: Pick<Edition, "id" | "kind" | "title" | "editionLabel" | "items" | "sections" | "references">;
  readonly scores: Scores;
  /** The last cycle of the same edition; null if there is none. */
  readonly previous: Scores | null;
  readonly departments: readonly { readonly id: string; readonly name: string; readonly grasp: Grasp }[];
  readonly notApplicable: readonly NotApplicableAnswer[];
  /** Null if the cycle did not ask for evidence. */
  readonly evidence: readonly EvidenceCount[] | null;
  readonly remarks: readonly Remark[];
  /** Places with 一部実施 or 未実施 answers, in the order of their names; empty where nobody reads who has a gap. */
  readonly places: readonly PlaceWithGap[];
  readonly people: readonly { readonly id: string; readonly name: string; readonly appointments: readonly Appointment[] }[];
  readonly leftOut: readonly LeftOut[];
  readonly thresholds: GapThresholds;
}
