import { Moving } from "@/components/organisation/moving";
import { ActionForm } from "@/components/ui/action-form";
import { Button, LinkButton } from "@/components/ui/button";
import { Checkbox, ChoiceGroup } from "@/components/ui/checkbox";
import { DefinitionList } from "@/components/ui/definition-list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { StatusChip } from "@/components/ui/status-chip";
import type { PlannedView } from "@/lib/features/handover/plans/view";
import { changePersonAction, inviteAction, leaveAction } from "@/lib/features/organisation/actions";
import type { PersonWithDeputies } from "@/lib/features/organisation/deputies/view";
import type { PersonInvitationView, PersonView } from "@/lib/features/organisation/record/view";
import { bearersText, DECIDING_TEXT } from "@/lib/labels/permission-words";
import { PlannedHandover } from "../handover/planned-handovers";
import { DeputyPanel } from "./deputy-panel";
import { LockPanel } from "./lock-panel";
import { PersonForm } from "./person-form";
import { ReturnPlace } from "./return-place";

/** One person: data, roles, invitation, leaving. A visitor who may only read sees the data. */
/** A person of the register, and the handover that is planned for them. */
interface PersonProps extends PersonWithDeputies {
  readonly planned: PlannedView | null;
}

export function PersonPage(person: PersonProps) {
  const { title, leftText, mayManage } = person;
  return (
    <>
      <PageHeader title={title} steps={[{ label: "人と部署", href: "/operator/people" }, { label: title }]}>
        {leftText ? <StatusChip>{leftText}</StatusChip> : null}
      </PageHeader>
      {mayManage ? <Managing {...person} /> : <Facts {...person} />}
    </>
  );
}

function Facts({ facts, roles, deputies, planned }: PersonProps) {
  const held = { term: "役割", description: roles.length > 0 ? roles.join("、") : "取扱者だけ" };
  return (
    <div className="stack">
      <Panel id="facts" title="登録">
        <DefinitionList entries={[...facts, held]} />
      </Panel>
      {planned === null ? null : <PlannedHandover {...planned} />}
      {deputies.deputies.length > 0 ? <DeputyPanel {...deputies} names={false} /> : null}
    </div>
  );
}

/** First what follows on adding somebody: roles and the link; on a phone the rest is below. */
function Managing(person: PersonProps) {
  const { id, fields, departments, leftText } = person;
  return (
    <div className="columns-2">
      <div className="stack content-start">
        {person.planned === null ? null : <PlannedHandover {...person.planned} />}
        {leftText ? null : <Roles {...person} />}
        {person.lock === "open" ? null : <LockPanel id={id} lifts={person.lock === "lifts"} />}
        {leftText ? null : <Invitation id={id} {...person.invitation} />}
        {leftText ? <Returning {...person} /> : <HandingOver id={id} />}
      </div>
      <div className="stack content-start">
        <Panel id="fields" title="登録">
          <PersonForm action={changePersonAction.bind(null, id)} fields={fields} departments={departments} button="登録を直す">
            <Checkbox name="samePerson" value="on" label="メールアドレスだけが変わった同じ人なので、パスワードはそのまま使う" defaultChecked={false} />
            <Moving moving={person.moving} then="役割のある人の異動は「引継ぎ」で決めます。" />
            <p className="aside-text">
              アドレスを変えると、渡してある招待リンク、サインイン、プログラムのための鍵（アクセストークン）は使えなくなります。チェックしないで変えると、本人のものでないかもしれないパスワードも終わらせます。そのときは、招待リンクを作って本人に渡してください。
            </p>
          </PersonForm>
        </Panel>
        {leftText && person.deputies.deputies.length === 0 ? null : <DeputyPanel {...person.deputies} names={leftText === null} />}
      </div>
    </div>
  );
}

function Invitation({ id, text, remake, noLink }: PersonInvitationView & { readonly id: string }) {
  return (
    <Panel
      id="invitation"
      title="招待リンク"
      note={`本人がパスワードを決めるためのリンクです。パスワードを忘れたときにも使います。作ったリンクは7日間、一度だけ使えます。作り直すと、前のリンクは使えなくなります。もうパスワードを決めた人と、${DECIDING_TEXT}の人のリンクは、${bearersText("people.appointDeciding")}だけが作れます。リンクを作った人の名前は、本人に示します。`}
    >
      {remake ? <Notice title="招待リンクの作り直しが必要です">{text}</Notice> : text ? <p>{text}</p> : null}
      {noLink === null ? (
        <ActionForm empties action={inviteAction.bind(null, id)} className="stack gap-3" label="招待リンク">
          <div className="row">
            <Button type="submit">招待リンクを作る</Button>
          </div>
        </ActionForm>
      ) : (
        <p>{noLink}</p>
      )}
    </Panel>
  );
}

function Returning({ id, departments, departmentRetired, moving }: PersonProps) {
  return (
    <Panel id="leaving" title="復職" note="新しい招待リンクを使うと、サインインできるようになります。役割は付け直します。">
      <ActionForm action={leaveAction.bind(null, id, false)} className="stack gap-3" label="復職">
        {departmentRetired ? <ReturnPlace id="return" departments={departments} moving={moving} /> : null}
        <div className="row">
          <Button type="submit">復職を登録する</Button>
        </div>
      </ActionForm>
    </Panel>
  );
}

/** The ways into the handover; everything that is open is decided there. */
function HandingOver({ id }: { readonly id: string }) {
  const href = (event: string): string => `/operator/people/${id}/handover?event=${event}`;
  return (
    <Panel
      id="handover"
      title="引継ぎ"
      note="残っている点検票と役割を確かめ、どうするかを選んでから、まとめて決めます。後の日に行うように予定することもできます。"
    >
      <div className="row">
        <LinkButton href={href("move")}>異動</LinkButton>
        <LinkButton href={href("leave")}>退職</LinkButton>
        <LinkButton href={href("absence")}>長期不在</LinkButton>
      </div>
    </Panel>
  );
}

function Roles({ id, choices, rolesNote }: PersonView) {
  return (
    <Panel id="roles" title="役割" note={rolesNote}>
      <form method="get" action={`/operator/people/${id}/handover`} className="stack gap-3" aria-label="役割">
        <input type="hidden" name="event" value="roles" />
        {choices.map(({ legend, choices: entries }, index) => (
          <ChoiceGroup key={legend} id={`roles-${index}`} legend={legend}>
            {entries.map(({ value, label, held }) => (
              <Checkbox key={value} name="appointment" value={value} label={label} defaultChecked={held} />
            ))}
          </ChoiceGroup>
        ))}
        <div className="row">
          <Button type="submit">変わるものを確かめる</Button>
        </div>
      </form>
    </Panel>
  );
}
