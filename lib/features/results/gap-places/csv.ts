import { type CsvCell, csvText } from "@/lib/documents/csv";
import type { Actor } from "@/lib/domain/checking/actor";
import { type GapAtPlace, remarksAt } from "@/lib/domain/gap/filter";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { placeHref } from "@/lib/features/results/gap-entries/parts";
import { type ItemTitle, itemTitle } from "@/lib/labels/item-title";
import { gapRuleWord, KIND_WORDS, tierName } from "@/lib/labels/score-words";
import { PHASE_WORDS, ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";

interface Of {
  readonly cycleId: string;
  /** Who gets the file: it has links to what they may see. */
  readonly actor: Actor;
  readonly kind: GuidelineKind;
  readonly titles: ReadonlyMap<string, ItemTitle>;
  /** The portal's address, without which a link does not open from a file. */
  readonly origin: string;
}

/** The gaps as a flat table for Excel: a heading, then one row for each item and place, with a link to its answers where the actor may see them. */
export function gapPlacesCsv(rows: readonly GapAtPlace[], { cycleId, actor, kind, titles, origin }: Of): string {
  const words = KIND_WORDS[kind];
  const heading = [
    ...["番号", "観点", "条番号", "題", "区分", "部署", "役割", "重要システム", "回答", `${words.notImplemented}の数`, `${words.partial}の数`],
    ...["目立つこと", "回答者の備考", "リンク"],
  ];
  const line = ({ gap, place }: GapAtPlace): CsvCell[] => {
    const { code, heading: title } = itemTitle({ titles }, gap.id);
    const { role, department, system, notImplemented, partial } = place;
    const href = placeHref(cycleId, gap.id, place, actor);
    return [
      ...[gap.id, PHASE_WORDS[gap.phase], code, title, tierName(kind, gap)],
      ...[department?.name ?? WHOLE_OPERATOR.short, ROLE_WORDS[role], system?.name ?? ""],
      ...[words[notImplemented > 0 ? "notImplemented" : "partial"], notImplemented, partial],
      ...[place.rules.map((rule) => gapRuleWord(kind, rule)).join("、"), remarksAt(gap, place).join("\n")],
      href === null ? "" : `${origin}${href}`,
    ];
  };
  return csvText([heading, ...rows.map(line)]);
}
