import { z } from "zod";

/** From the first day to the last, both included. */
export const period = z.object({ from: z.iso.date(), to: z.iso.date() }).meta({ id: "Period" });
