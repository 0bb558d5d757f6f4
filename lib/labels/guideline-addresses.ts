import type { TextLink } from "@/lib/domain/guideline/edition";

/** An id within its edition: `3.1.2.3-2` of `kuko-2:3.1.2.3-2`. */
export const localId = (fullId: string): string => fullId.slice(fullId.indexOf(":") + 1);

/** The edition that a full id belongs to. */
export const editionOf = (fullId: string): string => fullId.slice(0, fullId.indexOf(":"));

export const editionHref = (editionId: string): string => `/guidelines/${editionId}`;

/** The page of a section, given its full id. */
export const sectionHref = (sectionId: string): string => `/guidelines/${editionOf(sectionId)}/${localId(sectionId)}`;

/** Anchor of an entry on its page. Ids are ASCII; only the colon does not work in a fragment that CSS selects. */
export const anchorOf = (fullId: string): string => localId(fullId).replaceAll(":", "_");

/** An item or example on the page of its section. */
export const itemHref = (item: { readonly id: string; readonly section: string }): string => `${sectionHref(item.section)}#${anchorOf(item.id)}`;

/** The page of a target. A target id that is the edition's means the whole page of that kind. */
export function targetHref({ kind, id }: TextLink["target"]): string {
  if (kind === "section") return sectionHref(id);
  const page = { glossary: "glossary", definition: "definitions", role: "roles" }[kind];
  return id.includes(":") ? `${editionHref(editionOf(id))}/${page}#${anchorOf(id)}` : `${editionHref(id)}/${page}`;
}
