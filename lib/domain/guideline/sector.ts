/** A kind of 重要システム of a sector. Its id means the same in every sector. */
export interface SystemKind {
  readonly id: string;
  readonly name: string;
}

/** The form of a kind's id, in the content and in requests. */
export const SYSTEM_KIND_PATTERN = /^[a-z][A-Za-z]{0,49}$/;

/** The places of an edition that the pages refer to. Null: the edition has no such place. */
export interface GuidelineWording {
  /** The sentence that names the 重要システム. */
  readonly systems: string | null;
  /** The section that keeps roles apart. */
  readonly separation: string | null;
  /** The section of the roles; the printed codes of the roles continue it. */
  readonly roles: string | null;
  /** The chapter with the table of references. */
  readonly references: string | null;
  /** A note for readers of that table. */
  readonly referencesNote: string | null;
}

export const NO_WORDING: GuidelineWording = {
  ...{ systems: null, separation: null, roles: null, references: null, referencesNote: null },
};
