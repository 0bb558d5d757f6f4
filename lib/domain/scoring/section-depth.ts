import { sectionLines } from "@/lib/domain/scoring/count";
import type { ScorableEdition } from "@/lib/domain/scoring/measure";

type Tree = Pick<ScorableEdition, "sections">;

/** How far each section lies below the top of its tree, which has depth 0. */
export const sectionDepths = (edition: Tree): ReadonlyMap<string, number> => new Map([...sectionLines(edition)].map(([id, line]) => [id, line.length - 1]));

/** Depth of the sections that group a phase (3.1.2 「方針」の観点). */
export const GROUP_DEPTH = 2;

/** The sections that group a phase, in printed order. */
export function groupingSections<Section extends { readonly id: string; readonly parent: string | null }>({
  sections,
}: {
  readonly sections: readonly Section[];
}): Section[] {
  const depths = sectionDepths({ sections });
  return sections.filter(({ id }) => depths.get(id) === GROUP_DEPTH);
}
