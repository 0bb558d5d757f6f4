import { sentence } from "@/lib/labels/own-direction";

/** What a page says of the parts of its address that it could not use; null where it used all. */
export const unusedText = (parts: readonly string[]): string | null =>
  parts.length === 0
    ? null
    : `アドレスのうち${parts.map((part) => sentence`「${part}」`).join("")}は、この画面では分からないため、使っていません。ほかの条件のとおりに示しています。`;

/** A page that says which parts of its address it left out. */
export interface UnusedView {
  readonly unused: string | null;
}
