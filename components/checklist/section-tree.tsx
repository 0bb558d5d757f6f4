import type { ChecklistSectionView, TreePhaseView, TreeSectionView } from "@/lib/features/sheets/cards/view";
import { itemWord } from "@/lib/labels/answer-words";
import { Icon } from "../ui/icon";
import { LiveBar, LiveCount, TreeItemRemarks, TreeItems } from "./tree-marks";

/** 節と進み具合. Only the section on the page lists its items. */
export function SectionTree({ tree, section, sheet, itemRemarks }: Pick<ChecklistSectionView, "tree" | "section" | "sheet" | "itemRemarks">) {
  const here = findPage(tree);
  return (
    <nav className="section-tree" aria-label="節と進み具合">
      <div className="panel">
        <details className="tree-toggle">
          <summary>
            <span>
              <b>
                {section.code} {section.heading}
              </b>
              <br />
              <span className="text-ink-soft">{section.trail.slice(0, 2).join(" ＞ ")}</span>
            </span>
            <span className="row">
              {here ? <Count of={here} live /> : null}
              <Icon name="down" />
            </span>
          </summary>
        </details>
        <div className="tree-body">
          <h2>
            節と進み具合 <span className="section-code">{itemWord(sheet.kind)}</span>
          </h2>
          <ul>
            {itemRemarks.length > 0 ? <TreeItemRemarks /> : null}
            {tree.map((phase) => (
              <Phase key={phase.phase} phase={phase} />
            ))}
          </ul>
        </div>
      </div>
    </nav>
  );
}

function findPage(tree: readonly TreePhaseView[]): TreeSectionView | undefined {
  const search = (sections: readonly TreeSectionView[]): TreeSectionView | undefined => {
    for (const section of sections) {
      const found = section.place === "page" ? section : search(section.sections);
      if (found) return found;
    }
    return undefined;
  };
  return search(tree.flatMap((phase) => phase.sections));
}

function Phase({ phase }: { readonly phase: TreePhaseView }) {
  const label = (
    <span>
      {phase.label}
      {phase.editorial ? <span className="section-code">（本ポータルの編集）</span> : null}
    </span>
  );
  if (phase.sections.length === 0) {
    return (
      <li>
        <span className="tree-line" data-phase data-empty>
          {label}
        </span>
        <span className="tree-line" data-empty>
          担当の項目はありません
        </span>
      </li>
    );
  }
  return (
    <li>
      <span className="tree-line" data-phase>
        {label}
        <Count of={phase} live={phase.current} />
        {phase.total > 0 ? <LiveBar answered={phase.answered} total={phase.total} live={phase.current} /> : null}
      </span>
      <Sections sections={phase.sections} />
    </li>
  );
}

function Sections({ sections }: { readonly sections: readonly TreeSectionView[] }) {
  if (sections.length === 0) return null;
  return (
    <ul>
      {sections.map((section) => (
        <li key={section.code + section.heading}>
          <Line section={section} />
          <Sections sections={section.sections} />
          {section.place === "page" && section.total > 0 ? <TreeItems /> : null}
        </li>
      ))}
    </ul>
  );
}

/** 「4／8」 of the measures; 「具体例 1/5」 where the sheet asks only those. */
function Count({ of: { answered, total, examples }, live }: { readonly of: TreePhaseView | TreeSectionView; readonly live: boolean }) {
  if (total > 0) return <LiveCount answered={answered} total={total} live={live} />;
  return (
    <span className="tree-count">
      具体例 {examples.answered}/{examples.total}
    </span>
  );
}

function Line({ section }: { readonly section: TreeSectionView }) {
  const content = (
    <>
      <span>
        {section.code} {section.heading}
      </span>
      <Count of={section} live={section.place !== "elsewhere"} />
    </>
  );
  if (section.href === null) return <span className="tree-line">{content}</span>;
  return (
    <a className="tree-line" href={section.href} aria-current={section.place === "page" ? "page" : undefined}>
      {content}
    </a>
  );
}
