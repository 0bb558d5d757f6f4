import { z } from "zod";
import { confirmedNumber } from "@/lib/validation/plain-text";

/** The number of sheets that a form said would move to another department; absent: any number may. */
export const confirmedMoving = { confirmedSheets: confirmedNumber("confirmedSheets", "部署とともに移る点検票の枚数") };

/** How many sheets move. */
export const movedSheets = z.object({ movedSheets: z.int() }).meta({ id: "MovedSheets" });
export type MovedSheets = z.output<typeof movedSheets>;
