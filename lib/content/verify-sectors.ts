import type { ContentFiles } from "@/lib/content/content-files";
import type { EditionFiles } from "@/lib/content/edition-files";
import type { FieldPath, Finding } from "@/lib/content/finding";
import { formatLineRange } from "@/lib/content/line-ranges";
import type { SectorEntry } from "@/lib/content/schema";
import { occurrencesOf, readSourceText } from "@/lib/content/source-text";
import type { ContentFile } from "@/lib/content/yaml-file";

type SectorFile = ContentFile<SectorEntry>;

/** Indexes of values that occurred earlier in the list. */
const repeatedIn = (values: readonly string[]): number[] => values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [index]));

const repeats = (value: string | undefined): string => `「${value ?? ""}」が重なっています`;

/** Checks that the id (used by operators, surveys and the file name) and the name (used by people) of each sector are unique. */
function verifyIdentity(sectors: readonly SectorFile[]): Finding[] {
  return [
    ...sectors.flatMap(({ name, value: { id }, findingAt }) =>
      name.endsWith(`/${id}.yaml`) ? [] : [findingAt(["id"], `分野の id は、ファイルの名前と同じにしてください（${id}.yaml）`)],
    ),
    ...repeatedIn(sectors.map(({ value }) => value.name)).flatMap((index) => sectors[index]?.findingAt(["name"], repeats(sectors[index].value.name)) ?? []),
  ];
}

/** Checks that the editions that bind a sector exist and are listed once, and that wording is given only for an edition that binds the sector. */
function verifyEditions({ value: { editions, wording }, findingAt }: SectorFile, known: ReadonlyMap<string, EditionFiles>): Finding[] {
  return [
    ...editions.flatMap((edition, index) => (known.has(edition) ? [] : [findingAt(["editions", index], `版「${edition}」はありません`)])),
    ...repeatedIn(editions).map((index) => findingAt(["editions", index], repeats(editions[index]))),
    ...Object.keys(wording).flatMap((edition) =>
      editions.includes(edition) ? [] : [findingAt(["wording", edition], `版「${edition}」は、この分野を拘束しません`)],
    ),
  ];
}

/** Checks that each kind of 重要システム is listed once, and that a name with lines is printed there in its edition. */
function verifyKinds({ value: { editions, systems }, findingAt }: SectorFile, known: ReadonlyMap<string, EditionFiles>): Finding[] {
  const { printedIn, kinds } = systems;
  const at = (index: number, field: string): FieldPath => ["systems", "kinds", index, field];
  const repeated = (["id", "name"] as const).flatMap((field) =>
    repeatedIn(kinds.map((kind) => kind[field])).map((index) => findingAt(at(index, field), repeats(kinds[index]?.[field]))),
  );
  if (printedIn !== undefined && !editions.includes(printedIn)) {
    return [...repeated, findingAt(["systems", "printedIn"], `版「${printedIn}」は、この分野を拘束しません`)];
  }
  const files = printedIn === undefined ? undefined : known.get(printedIn);
  const source = files?.source && readSourceText(files.source.toString("utf8"), files.corrections?.value.corrections ?? []).text;
  const unprinted = kinds.flatMap(({ name, lines }, index) => {
    if (lines === undefined) return [];
    if (!source) return [findingAt(at(index, "lines"), "どの版の行かを、printedIn に書いてください")];
    return occurrencesOf(source, lines, name).length > 0
      ? []
      : [findingAt(at(index, "name"), `原文の ${lines.map(formatLineRange).join(",")} 行に、「${name}」が見つかりません`)];
  });
  return [...repeated, ...unprinted];
}

/** Checks that sectors agree: a kind of 重要システム has one name, an edition one wording. */
function verifyAgreement(sectors: readonly SectorFile[]): Finding[] {
  const names = new Map<string, string>();
  const worded = new Set<string>();
  return sectors.flatMap(({ value: { systems, wording }, findingAt }) => {
    const kinds = systems.kinds.flatMap(({ id, name }, index) => {
      const other = names.get(id) ?? name;
      return other === name ? [] : [findingAt(["systems", "kinds", index, "name"], `種類「${id}」は、ほかの分野で「${other}」です`)];
    });
    for (const { id, name } of systems.kinds) names.set(id, names.get(id) ?? name);
    const twice = Object.keys(wording).filter((edition) => worded.has(edition));
    for (const edition of Object.keys(wording)) worded.add(edition);
    return [...kinds, ...twice.map((edition) => findingAt(["wording", edition], `版「${edition}」の言い方は、ほかの分野のファイルにあります`))];
  });
}

/** All checks of sectors beyond their schema. */
export function verifySectors({ sectors, editions }: ContentFiles): Finding[] {
  const known = new Map(editions.map((files) => [files.guideline.value.id, files]));
  return [
    ...verifyIdentity(sectors),
    ...sectors.flatMap((sector) => [...verifyEditions(sector, known), ...verifyKinds(sector, known)]),
    ...verifyAgreement(sectors),
  ];
}
