import { z } from "zod";

/** What a refusal carries if an edition does not bind the sector. */
export const notBinding = z
  .object({ edition: z.string(), sector: z.string(), /** The editions that do. */ binding: z.array(z.string()) })
  .meta({ id: "EditionNotBinding" });
