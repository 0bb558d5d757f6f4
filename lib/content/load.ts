import { assembleEditions } from "@/lib/content/assemble";
import { readContentFiles } from "@/lib/content/content-files";
import type { Finding } from "@/lib/content/finding";
import type { SectorEntry } from "@/lib/content/schema";
import { verifyContent } from "@/lib/content/verify";
import type { Edition } from "@/lib/domain/guideline/edition";
import type { Result } from "@/lib/domain/shared/result";
import { granted, refused } from "@/lib/domain/shared/result";

export interface Content {
  readonly sectors: readonly SectorEntry[];
  readonly editions: readonly Edition[];
}

/**
 * The sectors and every edition under the content root as domain objects, crosswalks included. Refused with all findings: the
 * content is loaded only if its files are valid, agree with each other and match their source.
 */
export function loadContent(contentRoot: string): Result<Content, readonly Finding[]> {
  const { files, findings } = readContentFiles(contentRoot);
  const all = findings.length > 0 ? findings : verifyContent(files);
  return all.length > 0 ? refused(all) : granted({ sectors: files.sectors.map(({ value }) => value), editions: assembleEditions(files) });
}

/** Every edition of `loadContent`. */
export function loadEditions(contentRoot: string): Result<readonly Edition[], readonly Finding[]> {
  const loaded = loadContent(contentRoot);
  return loaded.ok ? granted(loaded.value.editions) : loaded;
}
