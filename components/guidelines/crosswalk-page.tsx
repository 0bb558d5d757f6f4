import type { CrosswalkView } from "@/lib/features/guidelines/crosswalk/view";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { BackwardTable, ForwardTable } from "./crosswalk-table";
import { EditionFrame } from "./edition-frame";

export function CrosswalkPage({ crosswalks }: { readonly crosswalks: readonly CrosswalkView[] }) {
  const [first] = crosswalks;
  if (!first) {
    return <EmptyState title="対応関係はありません">この版には、ほかの版との対応関係がまだありません。</EmptyState>;
  }
  return (
    <EditionFrame head={first.head} title="対応関係">
      {crosswalks.map((crosswalk, index) => (
        <div className="stack" key={crosswalk.title}>
          <Panel id={`forward-${index}`} title="指針の項目から" note={`${crosswalk.title}。${crosswalk.summary}`}>
            <ForwardTable groups={crosswalk.forward} />
          </Panel>
          <Panel
            id={`backward-${index}`}
            title="安全ガイドラインの節から"
            note="対策項目のあるすべての節について、受けている指針の項目か、指針にない理由を示します。"
          >
            <BackwardTable rows={crosswalk.backward} />
          </Panel>
        </div>
      ))}
    </EditionFrame>
  );
}
