import type { ContentFiles } from "@/lib/content/content-files";
import type { Finding } from "@/lib/content/finding";

/** Each sector once: its id, which operators and surveys refer to, and its name, by which people choose it. */
export function verifySectors({ sectors: file }: ContentFiles): Finding[] {
  if (file === null) return [];
  const { sectors } = file.value;
  return (["id", "name"] as const).flatMap((field) => {
    const values = sectors.map((sector) => sector[field]);
    return values.flatMap((value, index) =>
      values.indexOf(value) === index ? [] : [file.findingAt(["sectors", index, field], `「${value}」が重なっています`)],
    );
  });
}
