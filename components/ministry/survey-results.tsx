import type { LatesView } from "@/lib/features/surveys/late-corrections/view";
import type { ChangeView, ClosingView, NextView, WayBackView } from "@/lib/features/surveys/record/view";
import type { ResultView } from "@/lib/features/surveys/results-page/view";
import { FigureDefinitions } from "../charts/figure-definitions";
import { HeatTable } from "../charts/heat-table";
import { Histogram } from "../charts/histogram";
import { HorizontalBars } from "../charts/horizontal-bars";
import { KeyFigure } from "../charts/key-figure";
import { TrendLines } from "../charts/trend-lines";
import { LinkButton } from "../ui/button";
import { Notice } from "../ui/notice";
import { Pagination } from "../ui/pagination";
import { Panel } from "../ui/panel";
import { TabLinks } from "../ui/tab-links";
import { UserText } from "../ui/user-text";
import { KeptMarkup } from "../unhydrated/kept-markup";
import { Unhydrated } from "../unhydrated/unhydrated";
import { ItemTable } from "./item-table";
import { LateCorrections } from "./late-corrections";
import { OperatorSearch } from "./operator-search";
import { OperatorTable } from "./operator-table";
import { SectionTable } from "./section-table";
import { SurveyChangeForm } from "./survey-change-form";
import { CsvLink, SurveyFrame } from "./survey-frame";
import { SurveyClosing, SurveyNext, SurveyWayBack } from "./survey-transitions";

interface SurveyResultsProps extends ResultView {
  readonly next: NextView | null;
  readonly closing: ClosingView | null;
  readonly wayBack: WayBackView;
  readonly change: ChangeView | null;
  readonly lates: LatesView;
}

/** 浸透状況 of one survey over its operators. */
export function SurveyResults(view: SurveyResultsProps) {
  const { head, next, closing, planned, submitted, keyFigures, lastLabel } = view;
  return (
    <SurveyFrame head={head}>
      {view.wayBack.text === null ? null : <Notice title={<UserText>{view.wayBack.text}</UserText>} />}
      {next ? <SurveyNext next={next} /> : null}
      {planned ? (
        <>
          <OperatorSearch {...view.search} />
          <Missing {...view} />
        </>
      ) : null}
      {planned ? null : (
        <div className="columns-4">
          <Unhydrated>
            <KeptMarkup of={keyFigures} part={lastLabel}>
              <>
                {keyFigures.map((figure) => (
                  <KeyFigure key={figure.name} {...figure} lastLabel={lastLabel} definitionHref="#definitions" />
                ))}
              </>
            </KeptMarkup>
          </Unhydrated>
        </div>
      )}
      {closing ? <Replies {...view} /> : null}
      {submitted ? (
        <Unhydrated>
          <Figures {...view} />
        </Unhydrated>
      ) : null}
      {closing || planned ? null : <Replies {...view} />}
      <Management change={view.change} closing={closing} wayBack={view.wayBack} lates={view.lates} />
      {planned ? null : (
        <Unhydrated>
          <FigureDefinitions entries={view.definitions} />
        </Unhydrated>
      )}
    </SurveyFrame>
  );
}

function Figures(view: ResultView) {
  const { rateName, lastLabel, phases, sections, lowItems, distribution, heat, heatPager, csv } = view;
  return (
    <>
      <Panel id="phases" title="PDCA の観点別" note={`縦線は${lastLabel}。${rateName}は項目の平均、到達率は事業者の平均です。`}>
        <KeptMarkup of={phases} part={lastLabel}>
          <div className="stack panels:grid-cols-3">
            {phases.map((phase) => (
              <div className="stack content-start gap-1.5" key={phase.label}>
                <h3 className="heading-4">
                  <a href={phase.href}>{phase.label}</a>　<span className="aside-text">{phase.counts}</span>
                </h3>
                <HorizontalBars name={phase.label} rows={phase.rows} lastLabel={lastLabel} narrow />
              </div>
            ))}
          </div>
        </KeptMarkup>
        <CsvLink href={csv.phase} name="観点別" />
      </Panel>
      <div className="columns-2" data-split="5-7">
        <Panel id="distribution" title={`${rateName}の分布`} note={distribution.note}>
          <KeptMarkup of={distribution} part={rateName}>
            <Histogram name={`${rateName}の分布`} bands={distribution.bands} unit="者" />
          </KeptMarkup>
          <CsvLink href={csv.distribution} name="分布" />
        </Panel>
        <Trend {...view} />
      </div>
      <Panel id="sections" title="節別の結果" note={`縦線は${lastLabel}。n は責務のある項目と事業者の数です。`}>
        <KeptMarkup of={sections} part={rateName}>
          <SectionTable rateName={rateName} sections={sections} guideline={view.head.kind} />
        </KeptMarkup>
        <CsvLink href={csv.section} name="節別" />
      </Panel>
      <Panel id="low-items" title={`${view.itemRate}が低い項目`} note={view.lowItemsNote}>
        <KeptMarkup of={lowItems} part={view.itemRate}>
          <ItemTable name={`${view.itemRate}が低い項目`} itemRate={view.itemRate} items={lowItems} guideline={view.head.kind} />
        </KeptMarkup>
        <p className="mt-3">
          <LinkButton size="small" href={view.itemsHref}>
            項目をすべて見る
          </LinkButton>
        </p>
      </Panel>
      <Panel id="heat" title="事業者と節" note={`${rateName}（%）。所管省庁内のみ。`}>
        {heat.rows.length > 0 ? (
          <HeatTable name="事業者と節" rowHeading="事業者" graspHeading="提出/配布（枚）" groups={heat.groups} rows={heat.rows} guideline={view.head.kind} />
        ) : (
          <p>{NOBODY_FOUND}</p>
        )}
        <MoreOperators pager={heatPager} name="事業者と節のページ" />
      </Panel>
    </>
  );
}

function Trend({ trend, csv }: ResultView) {
  return (
    <Panel id="trend" title="年度の推移" note="同じガイドラインの調査です。">
      {trend ? (
        <>
          <KeptMarkup of={trend} part="trend">
            <TrendLines
              name="年度の推移"
              periodWord="年度"
              periods={trend.periods.map((year) => ({ name: `${year}年度`, axis: [year] }))}
              series={trend.series}
            />
          </KeptMarkup>
          <CsvLink href={csv.year} name="年度の推移" />
        </>
      ) : (
        <p>同じガイドラインの前の調査がないため、比べられません。</p>
      )}
    </Panel>
  );
}

const NOBODY_FOUND = "探している条件に合う、提出した事業者はありません。";

function Replies(view: ResultView) {
  const { rateName, operators, submitted, caption, orders, pager, csv } = view;
  return (
    <>
      {submitted ? <OperatorSearch {...view.search} /> : null}
      <div className="columns-2" data-split="7-5">
        <Unhydrated>
          <Panel id="operators" title="事業者別の結果" note="この表の閲覧は記録され、事業者から見えます。">
            {submitted ? (
              <>
                <div className="row mb-3">
                  <span className="aside-text">並べ方</span>
                  <TabLinks name="事業者の並べ方" links={orders} />
                </div>
                <InBand band={view.band} />
                {operators.length > 0 ? <OperatorTable rateName={rateName} caption={caption} operators={operators} /> : <p>{NOBODY_FOUND}</p>}
                <MoreOperators pager={pager} name="事業者別の結果のページ" />
                <CsvLink href={csv.operator} name="事業者別" />
              </>
            ) : (
              <p>まだ提出した事業者がありません。</p>
            )}
          </Panel>
          <Missing {...view} />
        </Unhydrated>
      </div>
    </>
  );
}

/** Which operators the table has, where it has not all. */
const InBand = ({ band }: Pick<ResultView, "band">) =>
  band === null ? null : (
    <p className="row mb-3">
      <b>{band.text}</b>
      <a href={band.clearHref}>すべての事業者に戻る</a>
    </p>
  );

/** Links to the other pages, if there are any. */
const MoreOperators = ({ pager, name }: { readonly pager: ResultView["pager"]; readonly name: string }) =>
  pager.previousHref === null && pager.nextHref === null ? null : <Pagination {...pager} name={name} />;

const Missing = ({ missing, missingTitle, missingPager, search }: ResultView) => (
  <Panel id="missing" title={missingTitle}>
    {missing.length > 0 ? (
      <ul className="grid list-disc gap-1 pl-6">
        {missing.map(({ id, name, before, link }) => (
          <li key={id}>
            <UserText>{name}</UserText>
            {before === null ? null : (
              <>
                　<span className="aside-text whitespace-nowrap">{before}</span>
              </>
            )}
            　
            <a className="text-small whitespace-nowrap" href={link.href} aria-label={`${name}：${link.label}`}>
              {link.label}
            </a>
          </li>
        ))}
      </ul>
    ) : (
      <p>{search.words === "" ? "対象の全事業者が提出しました。" : "その名前の、提出していない事業者はありません。"}</p>
    )}
    <MoreOperators pager={missingPager} name="提出がない事業者のページ" />
  </Panel>
);

/** Changing and closing a survey. */
function Management({ change, closing, wayBack: { surveyId, possible }, lates }: Pick<SurveyResultsProps, "change" | "closing" | "wayBack" | "lates">) {
  if (change === null && closing === null && possible === null) return null;
  return (
    <Panel id="management" title={closing ? "調査を直す・締め切る" : possible === "closing" ? "締め切った調査" : "調査を直す"}>
      <div className="stack">
        {possible === "closing" || lates.rows.length > 0 ? <LateCorrections {...lates} /> : null}
        {change ? <SurveyChangeForm {...change} /> : null}
        {closing ? <SurveyClosing {...closing} /> : null}
        {possible === null ? null : <SurveyWayBack surveyId={surveyId} possible={possible} />}
      </div>
    </Panel>
  );
}
