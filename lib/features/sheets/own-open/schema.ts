import { z } from "zod";

/**
 * What is open in running rounds and would be nobody's: own 取扱者 sheets, sheets that nobody else can answer (neither handed in), and
 * sheets that wait for a review from a post at which nobody else could review them.
 */
export const onlyTheirs = z.object({ openSheets: z.int(), postSheets: z.int(), waiting: z.int() }).meta({ id: "OpenOnPerson" });
export type OnlyTheirs = z.output<typeof onlyTheirs>;
