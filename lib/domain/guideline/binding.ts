import type { Edition } from "@/lib/domain/guideline/edition";

/**
 * Whether an edition binds a sector (docs/design.md 14): cycles and surveys may use only such editions. In: the ids of the
 * editions that bind the sector, from the content.
 */
export const binds = (sector: { readonly editions: readonly string[] }, editionId: string): boolean => sector.editions.includes(editionId);

/** The 指針 that an edition's crosswalk refers to; null if there is none. */
export const policyBehind = ({ id, crosswalks }: Pick<Edition, "id" | "crosswalks">): string | null => crosswalks.find(({ to }) => to === id)?.from ?? null;
