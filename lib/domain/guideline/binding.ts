/**
 * Whether an edition binds a sector (docs/design.md 14): a round and a survey use only such editions. In: the ids of the editions
 * that bind it, as the content says.
 */
export const binds = (sector: { readonly editions: readonly string[] }, editionId: string): boolean => sector.editions.includes(editionId);
