import type { Edition } from "@/lib/domain/guideline/edition";
import { granted, refused } from "@/lib/domain/shared/result";
import type { Result } from "@/lib/domain/shared/result";
import { assembleEditions } from "@/lib/content/assemble";
import { readContentFiles } from "@/lib/content/content-files";
import type { Finding } from "@/lib/content/finding";
import { verifyContent } from "@/lib/content/verify";

/**
 * Every edition under the content root as domain objects, crosswalks included. Refused with all findings: an edition is
 * loaded only when its files are valid, agree with each other and stand in their source.
 */
export function loadEditions(contentRoot: string): Result<readonly Edition[], readonly Finding[]> {
  const { files, findings } = readContentFiles(contentRoot);
  const all = findings.length > 0 ? findings : verifyContent(files);
  return all.length > 0 ? refused(all) : granted(assembleEditions(files));
}
