import type { ContentFiles } from "@/lib/content/content-files";
import type { Finding } from "@/lib/content/finding";
import { verifyActors } from "@/lib/content/verify-actors";
import { verifyCodes } from "@/lib/content/verify-codes";
import { verifyCoverage } from "@/lib/content/verify-coverage";
import { verifyCrosswalks } from "@/lib/content/verify-crosswalks";
import { verifyFootnotes } from "@/lib/content/verify-footnotes";
import { verifyOrder } from "@/lib/content/verify-order";
import { verifyReadings } from "@/lib/content/verify-readings";
import { verifyReferenceRows } from "@/lib/content/verify-reference-rows";
import { verifyReferences } from "@/lib/content/verify-references";
import { verifySectors } from "@/lib/content/verify-sectors";
import { verifySource } from "@/lib/content/verify-source";
import { verifyStructure } from "@/lib/content/verify-structure";
import { verifyTiers } from "@/lib/content/verify-tiers";

/** The checks of each edition, beyond the schemas of its files. */
const CHECKS = [
  verifyStructure,
  verifyCodes,
  verifyOrder,
  verifyTiers,
  verifyReadings,
  verifyActors,
  verifyReferences,
  verifyReferenceRows,
  verifyFootnotes,
  verifySource,
] as const;

/** All checks across entries and files. Empty if the content is valid. */
export function verifyContent(files: ContentFiles): Finding[] {
  const findings = [
    ...verifySectors(files),
    ...duplicateEditions(files),
    ...files.editions.flatMap((edition) => CHECKS.flatMap((check) => check(edition))),
    ...verifyCrosswalks(files),
  ];
  // Wrong text is also missing text; reporting it once makes it easier to fix.
  return findings.length > 0 ? findings : files.editions.flatMap(verifyCoverage);
}

function duplicateEditions({ editions }: ContentFiles): Finding[] {
  const ids = editions.map(({ guideline }) => guideline.value.id);
  return editions.flatMap(({ guideline }, index) => (ids.indexOf(guideline.value.id) === index ? [] : [guideline.findingAt(["id"], "同じ id の版が在ります")]));
}
