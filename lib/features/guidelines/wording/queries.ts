import "server-only";
import path from "node:path";
import type { SectorEntry } from "@/lib/content/schema";
import { loadSectors } from "@/lib/content/sectors";
import { type GuidelineWording, NO_WORDING } from "@/lib/domain/guideline/sector";
import { ofProcess } from "@/lib/server/process/of-process";

/** The sectors of the content, read once. */
const sectors = ofProcess("sectors", (): readonly SectorEntry[] => loadSectors(path.resolve("content")));

/** The wording of an edition. */
export const wordingOfEdition = (editionId: string): GuidelineWording => sectors().flatMap(({ wording }) => wording[editionId] ?? [])[0] ?? NO_WORDING;

/** The wording of a sector's guideline: that of the first of its editions with one. */
export function wordingOfSector(sectorId: string | null): GuidelineWording {
  const sector = sectors().find(({ id }) => id === sectorId);
  return sector?.editions.flatMap((edition) => sector.wording[edition] ?? [])[0] ?? NO_WORDING;
}
