import type { TreeNode, TreeView } from "@/lib/features/guidelines/text/view";
import { Panel } from "../ui/panel";
import { EditionFrame } from "./edition-frame";

function Nodes({ nodes }: { readonly nodes: readonly TreeNode[] }) {
  return (
    <ul className="grid gap-0.5">
      {nodes.map((node) => (
        <li key={node.id}>
          <a className="inline-flex min-h-7 flex-wrap items-baseline gap-x-2" href={node.href}>
            <span className="section-code">{node.code}</span>
            {node.heading}
          </a>
          {node.counts ? <span className="aside-text whitespace-nowrap">　{node.counts}</span> : null}
          {node.children.length > 0 ? (
            <div className="border-l border-line pl-4">
              <Nodes nodes={node.children} />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** The sections of an edition by PDCA. */
export function SectionTree({ head, groups, tiers, footnotes }: TreeView) {
  return (
    <EditionFrame head={head}>
      {tiers ? <p className="aside-text">{tiers}</p> : null}
      {groups.map((group, index) => (
        <Panel key={group.label} id={`group-${index}`} title={group.label} note={group.note}>
          <Nodes nodes={group.nodes} />
        </Panel>
      ))}
      {footnotes.length > 0 ? <Footnotes footnotes={footnotes} /> : null}
    </EditionFrame>
  );
}

export function Footnotes({ footnotes }: Pick<TreeView, "footnotes">) {
  return (
    <Panel id="footnotes" title="脚注">
      <dl className="definition-list">
        {footnotes.flatMap(({ id, mark, text }) => [
          <dt key={`${id}-mark`}>{mark}</dt>,
          <dd key={id} className="guideline-text">
            {text}
          </dd>,
        ])}
      </dl>
    </Panel>
  );
}
