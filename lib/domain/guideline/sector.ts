/** A kind of 重要システム of a sector. Its id means the same in every sector. */
export interface SystemKind {
  readonly id: string;
  readonly name: string;
}

/** What an id of a kind looks like, in the content and in what users send. */
export const SYSTEM_KIND_PATTERN = /^[a-z][A-Za-z]{0,49}$/;

/** How the pages speak of an edition beside its own text: where it prints what they rest on. Null: nowhere. */
export interface GuidelineWording {
  /** What of it names the 重要システム, as a sentence. */
  readonly systems: string | null;
  /** The place that keeps roles apart. */
  readonly separation: string | null;
  /** The section of the roles; their printed codes go on from it. */
  readonly roles: string | null;
  /** The chapter of the table of references. */
  readonly references: string | null;
  /** What a reader of that table has to know. */
  readonly referencesNote: string | null;
}

export const NO_WORDING: GuidelineWording = {
  ...{ systems: null, separation: null, roles: null, references: null, referencesNote: null },
};
