import { ChoicesKeeper } from "@/components/handover/choices-keeper";
import { StepStart } from "@/components/handover/step-start";
import { WithdrawalReasons } from "@/components/handover/withdrawal-reasons";
import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Radio } from "@/components/ui/checkbox";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { StatusChip } from "@/components/ui/status-chip";
import { TextField } from "@/components/ui/text-field";
import { chooseHandoverAction, handOverAction, planHandoverAction } from "@/lib/features/handover/actions";
import type { HandoverView, PostView, SheetChoiceView } from "@/lib/features/handover/record/view";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";

/** Hands everything over that is open on a person: first the choices, then what they lead to. */
export function HandoverPage(view: HandoverView) {
  const { title, note, name, personHref, step, turn } = view;
  return (
    <>
      <PageHeader title={title} note={note} steps={[{ label: "人と部署", href: "/operator/people" }, { label: name, href: personHref }, { label: "引継ぎ" }]}>
        <StatusChip tone="plain">まだ決めていません</StatusChip>
      </PageHeader>
      <StepStart turn={turn}>{step === "confirm" ? <Confirming {...view} /> : <Choosing key={turn} {...view} />}</StepStart>
    </>
  );
}

function Choosing({ kept, asked, restored, personHref, problem, day, replaces, department, search, searchable, posts, sheets, named, effects }: HandoverView) {
  return (
    <ActionForm kept action={chooseHandoverAction} className="stack" label="引継ぎの選択">
      <Kept kept={kept} />
      <ChoicesKeeper asked={asked} restored={restored} decidedAt={personHref} />
      <Problem problem={problem} />
      {replaces === null ? null : <Notice title={unbroken(replaces)} />}
      <Panel id="day" title="効力日" note="今日なら、決めるとすぐに行います。後の日なら予定として残り、その日のはじめ（0時）に行います。1年先まで選べます。">
        <TextField id="effective-on" name="on" type="date" label="引継ぎを行う日" min={day.first} max={day.last} defaultValue={day.value} required />
      </Panel>
      {department === null ? null : (
        <Panel id="department" title="移る先">
          <div className="row items-end">
            <Select id="move-to" name="department" label="移る先の部署" options={department.options} defaultValue={department.value} required />
            <Button type="submit">この部署で確かめる</Button>
          </div>
        </Panel>
      )}
      {posts.length === 0 ? null : (
        <Panel id="posts" title="役割" note="役職のもの（点検票、確認）は、その役割に就く人へ自然に移ります。">
          <div className="stack">
            {searchable ? (
              <div className="row items-end">
                <TextField id="search" name="q" type="search" label="後任を、名前・メール・職員番号で探す" defaultValue={search} maxLength={100} />
                <Button type="submit">探す</Button>
              </div>
            ) : null}
            {posts.map((post) => (
              <Post key={post.key} post={post} />
            ))}
          </div>
        </Panel>
      )}
      <Panel
        id="open"
        title={`残っている点検票　${sheets.length}枚`}
        note={sheets.length === 0 ? "この引継ぎで扱いを決める点検票はありません。" : "それぞれ、どうするかを選びます。選んだものは、まとめて一度に決まります。"}
      >
        <div className="stack">
          {sheets.map((sheet) => (
            <Sheet key={sheet.id} sheet={sheet} />
          ))}
          {named === null ? null : <p>{named}</p>}
        </div>
      </Panel>
      <div className="row">
        <Button type="submit" rank="primary" name="step" value="confirm">
          決めるとどうなるかを確かめる
        </Button>
        {effects.length === 0 ? null : <span className="aside-text">まだ何も変わりません。</span>}
      </div>
    </ActionForm>
  );
}

/** Why the choices cannot be taken as they are. */
function Problem({ problem }: Pick<HandoverView, "problem">) {
  if (problem === null) return null;
  return (
    <Notice tone="mistake" role="alert" title={problem.message}>
      {problem.details.length === 0 ? null : (
        <ul>
          {problem.details.map((detail) => (
            <li key={detail}>
              <UserText>{unbroken(detail)}</UserText>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function Kept({ kept }: Pick<HandoverView, "kept">) {
  return kept.map(({ name, value }) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />);
}

/** Sheets that wait for a review, each with who reviews it afterwards. */
function Reviews({ reviews }: Pick<PostView, "reviews">) {
  if (reviews.length === 0) return null;
  return (
    <ul className="stack list-disc gap-1 pl-6 text-small">
      {reviews.map(({ id, text }) => (
        <li key={id}>
          <UserText>{unbroken(text)}</UserText>
        </li>
      ))}
    </ul>
  );
}

function Post({ post: { title, chip, lines, reviews, select } }: { readonly post: PostView }) {
  return (
    <div className="stack gap-2">
      <h3 className="row heading-3">
        <UserText>{title}</UserText>
        <StatusChip tone="plain">{chip}</StatusChip>
      </h3>
      {lines.map((line) => (
        <p key={line} className="aside-text">
          <UserText>{line}</UserText>
        </p>
      ))}
      <Reviews reviews={reviews} />
      {select === null ? null : <Select id={select.name} name={select.name} label={select.label} options={select.options} defaultValue={select.value} />}
    </div>
  );
}

function Sheet({ sheet: { id, title, chip, note, courses, name, chosen } }: { readonly sheet: SheetChoiceView }) {
  return (
    <div className="stack gap-2">
      <h3 className="row heading-3" id={`${id}-title`}>
        <UserText>{title}</UserText>
        <StatusChip tone="plain">{chip}</StatusChip>
      </h3>
      <p className="aside-text">
        <UserText>{unbroken(note)}</UserText>
      </p>
      {courses.length === 0 ? (
        <p>
          <UserText>{chosen}</UserText>
        </p>
      ) : (
        <fieldset className="handover-courses" aria-labelledby={`${id}-title`}>
          {courses.map(({ value, label, hint, checked }) => (
            <Radio key={value} name={name} value={value} label={label} hint={hint} defaultChecked={checked} />
          ))}
        </fieldset>
      )}
    </div>
  );
}

function Confirming({
  personId,
  asked,
  personHref,
  problem,
  posts,
  sheets,
  effects,
  effectsTitle,
  effectiveOn,
  replaces,
  kept,
  body,
  button,
  undoText,
}: HandoverView) {
  if (body === null) return null;
  const { event, departmentId, appointments, successors, hash } = body;
  return (
    <div className="stack">
      <Problem problem={problem} />
      <Panel id="effects" title={effectsTitle} note={effectiveOn === null ? null : "決めたときと違うところがあれば、その日に行わず、確認が必要になります。"}>
        <div className="stack">
          <ul className="stack list-disc gap-1 pl-6">
            {effects.map((effect) => (
              <li key={effect}>
                <UserText>{effect}</UserText>
              </li>
            ))}
          </ul>
          {replaces === null ? null : (
            <p>
              <UserText>{unbroken(replaces)}</UserText>
            </p>
          )}
          <ActionForm
            kept
            action={
              effectiveOn === null
                ? handOverAction.bind(null, personId, event, departmentId, appointments, successors, hash)
                : planHandoverAction.bind(null, personId, event, departmentId, appointments, successors, hash, effectiveOn)
            }
            label="引継ぎ"
          >
            <Kept kept={kept} />
            <ChoicesKeeper asked={asked} restored={false} decidedAt={personHref} />
            <Courses sheets={sheets} />
            <div className="row">
              <Button type="submit" rank="primary" name="step" value="confirm">
                {button}
              </Button>
              <Button type="submit" name="step" value="choose">
                選び直す
              </Button>
            </div>
            <p className="aside-text">{unbroken(undoText)}</p>
          </ActionForm>
        </div>
      </Panel>
      {posts.every(({ reviews }) => reviews.length === 0) ? null : (
        <Panel id="reviews" title="確認を待つ点検票">
          <Reviews reviews={posts.flatMap(({ reviews }) => reviews)} />
        </Panel>
      )}
      <Panel id="chosen" title="選んだこと">
        <dl className="definition-list">
          {[...posts, ...sheets].flatMap((one) => {
            const key = "key" in one ? one.key : one.id;
            return [
              <dt key={`${key}-term`}>
                <UserText>{one.title}</UserText>
              </dt>,
              <dd key={key}>
                <UserText>{one.chosen}</UserText>
              </dd>,
            ];
          })}
        </dl>
      </Panel>
    </div>
  );
}

/** What was chosen for the sheets, and why those that are withdrawn are. */
function Courses({ sheets }: Pick<HandoverView, "sheets">) {
  const reasons = sheets.flatMap(({ reason }) => reason ?? []);
  return (
    <>
      {sheets.map(({ id, name, courses, course }) => (courses.length === 0 ? null : <input key={id} type="hidden" name={name} value={course} />))}
      {reasons.length === 0 ? null : <WithdrawalReasons reasons={reasons} />}
    </>
  );
}
