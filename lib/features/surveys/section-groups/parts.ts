import type { Edition, Section } from "@/lib/domain/guideline/edition";

/** The depth of each section below the top of its tree. */
export function depths(sections: readonly Pick<Section, "id" | "parent">[]): ReadonlyMap<string, number> {
  const parents = new Map(sections.map(({ id, parent }) => [id, parent]));
  const depthOf = (id: string): number => {
    const parent = parents.get(id);
    return parent ? 1 + depthOf(parent) : 0;
  };
  return new Map(sections.map(({ id }) => [id, depthOf(id)]));
}

/** Depth of the sections that group a phase (3.1.2 「方針」の観点), and of those below them. */
export const GROUP_DEPTH = 2;

/** The sections that group a phase, in printed order. */
export function groupingSections({ sections }: Pick<Edition, "sections">): readonly Section[] {
  const depth = depths(sections);
  return sections.filter(({ id }) => depth.get(id) === GROUP_DEPTH);
}
