import type { ItemsView } from "@/lib/features/surveys/items/view";
import { Pagination } from "../ui/pagination";
import { Panel } from "../ui/panel";
import { TabLinks } from "../ui/tab-links";
import { ItemTable } from "./item-table";
import { CsvLink, SurveyFrame } from "./survey-frame";

export function SurveyItems({ head, note, place, orders, items, itemRate, pager, csv }: ItemsView) {
  return (
    <SurveyFrame head={head}>
      <Panel id="items" title="項目別の結果" note={note}>
        {place === null ? null : (
          <p className="mb-3">
            <b>{place.name}</b>の項目だけを出しています。<a href={place.allHref}>すべての項目を見る</a>
          </p>
        )}
        <div className="row mb-3">
          <span className="aside-text">並べ方</span>
          <TabLinks name="並べ方" links={orders} />
        </div>
        <ItemTable name="項目別の結果" itemRate={itemRate} items={items} guideline={head.kind} />
        <Pagination {...pager} />
        <CsvLink href={csv} name="項目別" />
      </Panel>
    </SurveyFrame>
  );
}
