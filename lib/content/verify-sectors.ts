import type { ContentFiles } from "@/lib/content/content-files";
import type { Finding } from "@/lib/content/finding";

/**
 * Each sector once: its id, which operators and surveys refer to, and its name, by which people choose it; and the editions
 * that bind it, each once and one that is here.
 */
export function verifySectors({ sectors: file, editions }: ContentFiles): Finding[] {
  if (file === null) return [];
  const { sectors } = file.value;
  const repeated = (["id", "name"] as const).flatMap((field) => {
    const values = sectors.map((sector) => sector[field]);
    return values.flatMap((value, index) =>
      values.indexOf(value) === index ? [] : [file.findingAt(["sectors", index, field], `「${value}」が重なっています`)],
    );
  });
  const known = new Set(editions.map(({ guideline }) => guideline.value.id));
  const binding = sectors.flatMap((sector, index) =>
    sector.editions.flatMap((edition, position) => {
      const at = ["sectors", index, "editions", position];
      if (!known.has(edition)) return [file.findingAt(at, `版「${edition}」はありません`)];
      return sector.editions.indexOf(edition) === position ? [] : [file.findingAt(at, `「${edition}」が重なっています`)];
    }),
  );
  return [...repeated, ...binding];
}
