import type { ExampleGroup, ExampleView, MeasureView } from "@/lib/features/guidelines/section/view";
import { DefinitionList } from "../ui/definition-list";
import { StatusChip } from "../ui/status-chip";
import { Paragraphs, RichText } from "./rich-text";

/** A 対策項目 with its actors, the roles that answer it, and its 具体例. */
export function MeasureCard({ anchor, code, heading, tier, paragraphs, actors, answeredBy, source, exampleCount, groups }: MeasureView) {
  return (
    <article className="panel grid gap-3" id={anchor} aria-labelledby={`${anchor}-title`}>
      <div className="row">
        <h2 className="heading-3" id={`${anchor}-title`}>
          {code ? <span className="section-code">{code} </span> : null}
          {heading || "対策項目"}
        </h2>
        {heading === "" && tier === "対策項目" ? null : <StatusChip>{tier}</StatusChip>}
      </div>
      <Paragraphs paragraphs={paragraphs} />
      <DefinitionList
        entries={[
          { term: "主体", description: actors },
          { term: "回答する役割", description: answeredBy },
          { term: "出所", description: source },
        ]}
      />
      {groups.length > 0 ? (
        <section className="grid gap-3 border-t border-solid-gray-200 pt-3" aria-labelledby={`${anchor}-examples`}>
          <h3 className="heading-4" id={`${anchor}-examples`}>
            具体例 <span className="aside-text">{exampleCount}件</span>
          </h3>
          {groups.map((group) => (
            <ExampleGroupList key={group.key} group={group} />
          ))}
        </section>
      ) : null}
    </article>
  );
}

function ExampleGroupList({ group: { lead, group, examples } }: { readonly group: ExampleGroup }) {
  return (
    <div className="grid gap-2">
      {lead ? <p className="leading-[1.75] text-solid-gray-700">{lead}</p> : null}
      {group ? <h4 className="heading-4">{group}</h4> : null}
      <ExampleList examples={examples} />
    </div>
  );
}

function ExampleList({ examples }: { readonly examples: readonly ExampleView[] }) {
  return (
    <ul className="grid list-disc gap-1.5 pl-6 leading-[1.75]">
      {examples.map((example) => (
        <li key={example.id} id={example.anchor}>
          {example.code ? <span className="section-code">{example.code} </span> : null}
          {example.paragraphs.map((paragraph, index) => (
            <RichText key={index} segments={paragraph.segments} />
          ))}
          <span className="aside-text">
            {example.answeredBy ? `（回答：${example.answeredBy}）` : null}　<span className="unbroken">{example.source}</span>
          </span>
          {example.children.length > 0 ? <ExampleList examples={example.children} /> : null}
        </li>
      ))}
    </ul>
  );
}
