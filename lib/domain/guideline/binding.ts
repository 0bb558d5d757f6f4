import type { Edition } from "@/lib/domain/guideline/edition";

/**
 * Whether an edition binds a sector (docs/design.md 14): a round and a survey use only such editions. In: the ids of the editions
 * that bind it, as the content says.
 */
export const binds = (sector: { readonly editions: readonly string[] }, editionId: string): boolean => sector.editions.includes(editionId);

/** The 指針 whose items an edition takes up, by the crosswalk that leads to it; null where there is none. */
export const policyBehind = ({ id, crosswalks }: Pick<Edition, "id" | "crosswalks">): string | null => crosswalks.find(({ to }) => to === id)?.from ?? null;
