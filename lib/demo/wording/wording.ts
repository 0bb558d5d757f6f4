/** Texts that people write about the measures of some sections. Fictional. */
export interface Wording {
  /** Beginnings of section numbers. */
  readonly sections: readonly string[];
  /** Remarks on 一部実施. */
  readonly partial: readonly [string, ...string[]];
  /** Remarks on 未実施. */
  readonly notImplemented: readonly [string, ...string[]];
  /** Evidence that a measure is done. */
  readonly evidence: readonly [string, ...string[]];
  /** Reasons for 該当なし. */
  readonly notApplicable: readonly [string, ...string[]];
}
