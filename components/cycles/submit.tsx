import { submitCycleAction } from "@/lib/features/submissions/actions";
import type { SubmitState, SubmitView } from "@/lib/features/submissions/record/view";
import { bearersText } from "@/lib/labels/permission-words";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { DefinitionList } from "../ui/definition-list";
import { NextAction } from "../ui/next-action";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";
import { SubmissionContentPanels } from "./submission-content";
import { SubmissionVersions } from "./submission-versions";

/** Exactly the data that leaves the operator, with the button that submits it; afterwards the submitted data. */
export function Submit({ title, note, cycleTitle, backHref, state, sent, facts, content, accessLog }: SubmitView) {
  return (
    <>
      <PageHeader
        title={title}
        note={note ?? undefined}
        steps={[{ label: "ダッシュボード", href: "/operator" }, { label: cycleTitle, href: backHref }, { label: title }]}
      />
      <div className="stack">
        <State state={state} backHref={backHref} accessLog={accessLog} />
        {facts.length === 0 ? null : (
          <Panel id="facts" title="提出の概要">
            <DefinitionList
              entries={facts.map(({ term, description }) => ({
                term,
                description: (
                  <span className="wrap-anywhere">
                    <UserText>{unbroken(description)}</UserText>
                  </span>
                ),
              }))}
            />
          </Panel>
        )}
        <SubmissionVersions versions={sent} />
        {content === null ? null : <SubmissionContentPanels content={content} />}
      </div>
    </>
  );
}

function State({ state, backHref, accessLog }: { readonly state: SubmitState } & Pick<SubmitView, "backHref" | "accessLog">) {
  switch (state.kind) {
    case "ready":
      return <Ready state={state} />;
    case "obstructed":
      return <Obstructed state={state} />;
    case "sent":
      return (
        <NextAction status title={state.title}>
          <p>
            <UserText>{state.text}</UserText>
          </p>
          <p className="row">
            <a href={backHref}>点検の回を見る</a>
            {accessLog === null ? null : <a href={accessLog.href}>{accessLog.label}</a>}
          </p>
        </NextAction>
      );
  }
}

function Obstructed({ state: { title, reasons, help, link, asked } }: { readonly state: SubmitState & { kind: "obstructed" } }) {
  return (
    <NextAction
      status={!asked}
      title={title}
      action={
        <LinkButton rank={asked ? "primary" : "secondary"} href={link.href}>
          {link.label}
        </LinkButton>
      }
    >
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{unbroken(reason)}</li>
        ))}
      </ul>
      {help === null ? null : <p className="aside-text">{help}</p>}
    </NextAction>
  );
}

function Ready({ state: { title, cycleId, surveyId, hash, maySubmit, undoText } }: { readonly state: SubmitState & { kind: "ready" } }) {
  return (
    <NextAction
      status={!maySubmit}
      title={title}
      more={
        maySubmit ? (
          <ActionForm action={submitCycleAction.bind(null, cycleId)} label="提出する">
            <input type="hidden" name="surveyId" value={surveyId} />
            <input type="hidden" name="hash" value={hash} />
            <Button type="submit" rank="primary">
              この内容を提出する
            </Button>
          </ActionForm>
        ) : null
      }
    >
      <p>
        {maySubmit
          ? unbroken(`提出した内容は変えられず、提出したことのある回は取りやめられなくなります。${undoText}`)
          : `提出できるのは${bearersText("cycle.submit")}です。`}
      </p>
    </NextAction>
  );
}
