import { askAllAction, leaveOutAction, openCycleAction } from "@/lib/features/cycles/actions";
import type { HandOutView, VacancyView } from "@/lib/features/cycles/record/view";
import { sentence } from "@/lib/labels/own-direction";
import { bearersText } from "@/lib/labels/permission-words";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { Checkbox, ChoiceGroup } from "../ui/checkbox";
import { Details } from "../ui/details";
import { NextAction } from "../ui/next-action";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";
import { TextArea } from "../ui/text-area";
import { UserText } from "../ui/user-text";
import { LeftOutList } from "./left-out-list";

/** The sheets that opening the cycle would hand out, and the measures still on no sheet. */
export function HandOut(view: HandOutView) {
  return (
    <>
      <PageHeader
        title="配る点検票"
        steps={[{ label: "ダッシュボード", href: "/operator" }, { label: view.cycleTitle, href: view.backHref }, { label: "配る点検票" }]}
      />
      <div className="stack">
        {view.overlapText === null ? null : <Notice title={view.overlapText}>二つの回を同時に進めることもできます。続きなら、その回を開いてください。</Notice>}
        {view.earlyText === null ? null : <Notice title={view.earlyText}>期間がちがうときは、計画を直してください。</Notice>}
        <WhatNext view={view} />
        <Panel id="roles" title="役割ごとの枚数" note={view.vacancyText === null ? null : view.totalText}>
          <RoleTable roles={view.roles} />
        </Panel>
        {view.vacancies.length === 0 ? null : (
          <Panel
            id="vacancies"
            title="回答する人のいないところ"
            note={view.mayLeaveOut ? null : `理由を付けて外せるのは、${bearersText("cycle.leaveOut")}だけです。`}
          >
            <div className="stack">
              {view.vacancies.map((vacancy) => (
                <Vacancy key={vacancy.key} vacancy={vacancy} cycleId={view.cycleId} mayLeaveOut={view.mayLeaveOut} />
              ))}
            </div>
          </Panel>
        )}
        {view.leftOut.length === 0 ? null : (
          <Panel id="left-out" title="点検から外した項目">
            <LeftOutList entries={view.leftOut} />
            {view.mayLeaveOut ? (
              <ActionForm action={askAllAction.bind(null, view.cycleId)} label="外した項目を戻す">
                <p className="mt-3">
                  <Button type="submit" size="small">
                    外した項目をすべて戻す
                  </Button>
                </p>
              </ActionForm>
            ) : null}
          </Panel>
        )}
      </div>
    </>
  );
}

function WhatNext({ view }: { readonly view: HandOutView }) {
  if (view.problem !== null) {
    return (
      <NextAction
        title="計画を直してください"
        action={
          <LinkButton rank="primary" href={view.planHref}>
            計画を開く
          </LinkButton>
        }
      >
        <p>{view.problem}</p>
      </NextAction>
    );
  }
  if (view.vacancyText !== null) {
    return (
      <NextAction
        title="回答する人を決めてください"
        action={
          <LinkButton rank="primary" href={view.peopleHref}>
            人と役割を登録する
          </LinkButton>
        }
      >
        <p>{view.vacancyText}</p>
      </NextAction>
    );
  }
  return (
    <NextAction
      title="すべての対策項目に、回答する人がいます"
      more={
        <ActionForm leaves action={openCycleAction.bind(null, view.cycleId)} label="点検票を配る">
          <input type="hidden" name="confirmedEqualCycles" value={view.confirmed.equalCycles} />
          <input type="hidden" name="confirmedDaysEarly" value={view.confirmed.daysEarly} />
          <Button type="submit" rank="primary">
            {view.button}
          </Button>
        </ActionForm>
      }
    >
      <p>
        {view.totalText}
        配った後は、点検する項目と外した項目を変えられません。
        {view.leftOut.length === 0 ? null : "空席のため外したところは、後で就く人を決めると、点検票を配れます。"}
        名前・期間・期限は、理由を付けて変えられます。
        {UNDONE_UNTIL["cycle.open"]}
      </p>
    </NextAction>
  );
}

function RoleTable({ roles }: { readonly roles: HandOutView["roles"] }) {
  if (roles.length === 0) return <p>配る点検票はありません。</p>;
  return (
    <DataTable name="役割ごとの点検票">
      <thead>
        <tr>
          <ColumnHeading>役割</ColumnHeading>
          <ColumnHeading end>点検票</ColumnHeading>
          <ColumnHeading end>1枚の対策項目</ColumnHeading>
          <ColumnHeading end>1枚の具体例</ColumnHeading>
        </tr>
      </thead>
      <tbody>
        {roles.map(({ role, sheets, measures, examples }) => (
          <tr key={role}>
            <RowHeading>{role}</RowHeading>
            <Cell end>{sheets}枚</Cell>
            <Cell end>{measures}件</Cell>
            <Cell end>{examples}件</Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Vacancy({ vacancy, cycleId, mayLeaveOut }: { readonly vacancy: VacancyView; readonly cycleId: string; readonly mayLeaveOut: boolean }) {
  const items = (
    <ul>
      {vacancy.items.map(({ id, label }) => (
        <li key={id}>{label}</li>
      ))}
    </ul>
  );
  return (
    <section className="stack gap-1.5" aria-label={vacancy.place}>
      <h3 className="heading-3">
        <UserText>{vacancy.place}</UserText>
      </h3>
      <p>
        {vacancy.cause}。{vacancy.itemsText}
      </p>
      <Details summary={sentence`${vacancy.place}の${vacancy.itemsText}を見る`}>{items}</Details>
      {mayLeaveOut ? (
        <Details summary={sentence`${vacancy.place}の項目を、理由を付けて外す`}>
          <ActionForm action={leaveOutAction.bind(null, cycleId)} className="stack gap-3" label={`${vacancy.place}の項目を外す`}>
            <input type="hidden" name="role" value={vacancy.role} />
            <input type="hidden" name="departmentId" value={vacancy.departmentId} />
            <input type="hidden" name="systemId" value={vacancy.systemId} />
            <TextArea id={`reason-${vacancy.key}`} name="reason" label="外す理由" hint={UNDONE_UNTIL["cycle.leaveOut"]} required maxLength={1000} />
            <ChoiceGroup id={`items-${vacancy.key}`} name="items" legend="外す項目">
              {vacancy.items.map(({ id, label }) => (
                <Checkbox key={id} name="items" value={id} label={label} defaultChecked />
              ))}
            </ChoiceGroup>
            <p>
              <Button type="submit">選んだ項目を外す</Button>
            </p>
          </ActionForm>
        </Details>
      ) : null}
    </section>
  );
}
