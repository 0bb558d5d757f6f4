import { refusal } from "@/lib/domain/shared/refusal";

/** Why sheets do not move with their person or system: others than were confirmed would. What was written is taken back with it. */
export const otherSheetsMove = (movedSheets: number, confirmed: number | undefined) =>
  confirmed === undefined || confirmed === movedSheets
    ? null
    : refusal(
        "confirmation_required",
        `部署とともに移る点検票が、いまは${movedSheets}枚あります。まだ何も変えていません。枚数（${movedSheets}）を確かめて、もう一度送ってください。`,
        { current: { movedSheets } },
      );
