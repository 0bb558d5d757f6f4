import type { MovingView } from "@/lib/features/organisation/record/view";

type SheetKind = "取扱者" | "システム管理者";

/** What becomes of the open sheets of a person or a critical system with another department, whichever it is; `kind` is that of the sheets. */
export const movingText = (sheets: number, kind: SheetKind): string =>
  sheets === 0
    ? "いま、部署とともに移る点検票はありません。"
    : `部署を変えると、受理していない${kind}の点検票（いま${sheets}枚）も新しい部署に移ります。もうその部署にあるものがあるときは、移る枚数を送るときに確かめます。`;

export const movingView = (sheets: number, kind: SheetKind): MovingView => ({ sheets, text: movingText(sheets, kind) });
