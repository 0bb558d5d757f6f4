/** Before a hand-in is taken back: what follows, or why it is impossible. */
export interface TakingBackView {
  readonly sheetId: string;
  readonly heading: string;
  readonly note: string;
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
  /** 「2026年11月29日（日）に提出しました。確認はまだ始まっていません。」 */
  readonly title: string;
  readonly dates: string;
  /** Why it is impossible; null if it is possible. */
  readonly problem: string | null;
  readonly follows: readonly string[];
}
