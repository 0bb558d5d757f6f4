import type { ContentFiles } from "@/lib/content/content-files";
import type { Finding } from "@/lib/content/finding";
import { verifyActors } from "@/lib/content/verify-actors";
import { verifyCrosswalks } from "@/lib/content/verify-crosswalks";
import { verifyReferences } from "@/lib/content/verify-references";
import { verifySectors } from "@/lib/content/verify-sectors";
import { verifySource } from "@/lib/content/verify-source";
import { verifyStructure } from "@/lib/content/verify-structure";

/** All that can be wrong across entries and files, beyond what each file's schema sees. Empty when the content holds. */
export function verifyContent(files: ContentFiles): Finding[] {
  return [
    ...verifySectors(files),
    ...duplicateEditions(files),
    ...files.editions.flatMap((edition) => [
      ...verifyStructure(edition),
      ...verifyActors(edition),
      ...verifyReferences(edition),
      ...verifySource(edition),
    ]),
    ...verifyCrosswalks(files),
  ];
}

function duplicateEditions({ editions }: ContentFiles): Finding[] {
  const ids = editions.map(({ guideline }) => guideline.value.id);
  return editions.flatMap(({ guideline }, index) =>
    ids.indexOf(guideline.value.id) === index ? [] : [guideline.findingAt(["id"], "同じ id の版が在ります")],
  );
}
