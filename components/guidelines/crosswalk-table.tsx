import type { ComponentType } from "react";
import type { CrosswalkCoverage } from "@/lib/domain/guideline/edition";
import type { BackwardRow, CrosswalkGroup, CrosswalkLink, CrosswalkRow } from "@/lib/features/guidelines/crosswalk/view";
import { Icon, type IconName } from "../ui/icon";
import { Cell, GroupRow, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";

const ICONS = { covered: "check", partial: "partial", none: "notApplicable" } as const satisfies Record<CrosswalkCoverage, IconName>;

/** A shape and a word, in none of the colours of answers or procedures. */
function CoverageMark({ coverage, text }: { readonly coverage: CrosswalkCoverage; readonly text: string }) {
  return (
    <span className="inline-flex items-center gap-1 font-bold whitespace-nowrap">
      <Icon name={ICONS[coverage]} />
      {text}
    </span>
  );
}

type Row<Section> = Omit<CrosswalkRow, "sections"> & { readonly sections: readonly Section[] };

/** The items of the 指針 under their headings, each with the sections that take it up. */
export function CrosswalkTable<Section>({
  name,
  lastColumn,
  groups,
  Sections,
}: {
  readonly name: string;
  readonly lastColumn: string;
  readonly groups: readonly { readonly heading: string; readonly rows: readonly Row<Section>[] }[];
  readonly Sections: ComponentType<{ readonly sections: readonly Section[] }>;
}) {
  const columns = ["指針の項目", "区分", "対応", lastColumn];
  return (
    <WorkTable name={name} valign="top" columns={columns}>
      {groups.map((group) => (
        <WorkRows key={group.heading}>
          <GroupRow inWork columns={4}>
            {group.heading}
          </GroupRow>
          {group.rows.map((row) => (
            <WorkRow columns={columns} key={row.id}>
              <RowHeading className="phone:min-w-40">
                <span className="section-code">{row.code}</span> <a href={row.href}>{row.heading}</a>
              </RowHeading>
              <Cell>
                <span className="whitespace-nowrap">{row.tier}</span>
              </Cell>
              <Cell>
                <CoverageMark coverage={row.coverage} text={row.coverageText} />
              </Cell>
              <Cell className="phone:min-w-64">
                <Sections sections={row.sections} />
                <p className="aside-text">{row.reason}</p>
              </Cell>
            </WorkRow>
          ))}
        </WorkRows>
      ))}
    </WorkTable>
  );
}

function SectionLinks({ sections }: { readonly sections: readonly CrosswalkLink[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3">
      {sections.map((section) => (
        <li key={section.href}>
          <a className="inline-flex min-h-6 items-center" href={section.href} title={section.heading}>
            {section.code}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** 指針 → sections of the sector guideline. */
export function ForwardTable({ groups }: { readonly groups: readonly CrosswalkGroup[] }) {
  return <CrosswalkTable name="指針の項目から" lastColumn="安全ガイドラインの節と理由" groups={groups} Sections={SectionLinks} />;
}

const COLUMNS = ["安全ガイドラインの節", "受けている指針の項目"] as const satisfies readonly WorkColumn[];

/** Sections of the sector guideline → 指針, with those that go beyond it. */
export function BackwardTable({ rows }: { readonly rows: readonly BackwardRow[] }) {
  return (
    <WorkTable name="安全ガイドラインの節から" valign="top" columns={COLUMNS}>
      <WorkRows>
        {rows.map((row) => (
          <WorkRow columns={COLUMNS} key={row.href}>
            <RowHeading className="phone:min-w-40">
              <span className="section-code">{row.code}</span> <a href={row.href}>{row.heading}</a>
            </RowHeading>
            <Cell>
              <ul>
                {row.items.map((item) => (
                  <li key={item.href}>
                    <span className="section-code">{item.code}</span> <a href={item.href}>{item.heading}</a>（{item.coverageText}）
                  </li>
                ))}
              </ul>
              {row.through ? (
                <p className="aside-text">
                  上の節 <a href={row.through.href}>{row.through.code}</a> として受けています。
                </p>
              ) : null}
              {row.beyond ? <p>指針にない対策：{row.beyond}</p> : null}
            </Cell>
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}
