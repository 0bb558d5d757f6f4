"use client";

import { useRouter } from "next/navigation";
import { type MouseEvent, type ReactNode, type SubmitEvent, startTransition, useActionState, useEffect, useId, useRef, useState } from "react";
import { Button } from "./button";
import { copyText } from "./copy-text";
import { type Done, type FormAction, type FormOutcome, keepingForm, type Refused } from "./form-outcome";
import { askedFor, type FormProblems, FormProblemsContext, fieldAnchor } from "./form-problems";
import { SenderField, useSender } from "./form-sender";
import { holdsTexts, keepTexts, takeKeptTexts } from "./kept-texts";
import { sayLast } from "./last-outcome";
import { Notice } from "./notice";
import { SentTexts } from "./sent-texts";
import { unbroken } from "./unbroken";
import { allowLeaving, askAgain, unsentBeside, watchTexts } from "./unsent-texts";
import { UserText } from "./user-text";

interface ActionFormProps {
  readonly action: FormAction;
  readonly children: ReactNode;
  /** Long content of the form that its outcome stands below, beside the button. */
  readonly lead?: ReactNode;
  readonly className?: string;
  /** Accessible name if no heading names the form. */
  readonly label?: string;
  /** The form adds entries: after success it is emptied for the next one. */
  readonly empties?: boolean;
  /** What it decides leads away from the page: a text typed in another form of the page is pointed out before it would be lost. */
  readonly leaves?: boolean;
  /** What stands in it keeps its texts while the page is left, so that nobody has to be asked. */
  readonly kept?: boolean;
}

/** A text that was typed and not sent, and the press that would lose it, if that was none of the form itself. */
interface UnsentText {
  readonly control: HTMLElement;
  readonly goOn: (() => void) | null;
}

/**
 * A form over a server action that shows the outcome: all problems at once, each under its field too. Works without a script.
 * The messages are the portal's, so the browser's own validation is off. What was typed stays until the action has succeeded.
 */
export function ActionForm({
  action: asked,
  children,
  lead,
  className = "stack gap-3 form-lines",
  label,
  empties = false,
  leaves = false,
  kept = false,
}: ActionFormProps) {
  const said = useRef<string | null>(null);
  const keeping = keepingForm(asked);
  const saying: FormAction = async (previous, entered) => {
    const next = await keeping(previous, entered);
    said.current = next.status === "done" ? next.message : null;
    return next;
  };
  const action = typeof window === "undefined" ? asked : saying;
  const [outcome, submit, pending] = useActionState<FormOutcome, FormData>(action, { status: "idle" });
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const notice = useRef<HTMLDivElement>(null);
  const [texts] = useState(() => new SentTexts());
  const sender = useSender();
  const { refresh } = useRouter();
  // What it did may take the form from the page, with or soon after its outcome.
  useEffect(
    () => () => {
      if (said.current !== null) sayLast(said.current);
    },
    [],
  );
  const [restored, setRestored] = useState<FormProblems["entered"]>(null);
  const [stale, setStale] = useState(false);
  const [unkept, setUnkept] = useState(false);
  const [unsent, setUnsent] = useState<UnsentText | null>(null);
  useEffect(() => {
    const back = form.current && takeKeptTexts(form.current, sender);
    if (!back) return;
    form.current?.closest("details")?.setAttribute("open", "");
    setRestored(back);
  }, [sender]);
  useEffect(() => {
    if (form.current === null || kept) return;
    return watchTexts(form.current, {
      known: texts,
      pointOut: (control, goOn) => setUnsent({ control, goOn }),
      forget: () => setUnsent(null),
    });
  }, [kept, texts]);
  useEffect(() => {
    texts.settle(form.current, outcome.status, empties);
    if (outcome.status === "idle") return;
    const outdated = outcome.status === "refused" && outcome.outdated === true;
    // A page that is made again may have no place for what is typed, here or in another form.
    const typed = form.current !== null && (holdsTexts(form.current) || unsentBeside(form.current) !== null);
    setStale(outdated && typed);
    if (outdated && !typed) refresh();
    notice.current?.focus();
    const read = setTimeout(() => (said.current = null), 2000);
    return () => clearTimeout(read);
  }, [outcome, empties, refresh, texts]);
  // React resets a form after its action; the text must stay if the action refuses it.
  const keepInputs = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    // A second press while the first is on its way would do the same twice.
    if (pending) return;
    // A button with a name, such as that of a search, stays on the page.
    const stays = event.nativeEvent.submitter?.hasAttribute("name") ?? false;
    const beside = leaves && !stays ? unsentBeside(event.currentTarget) : null;
    const pointsOut = beside !== null && beside !== unsent?.control;
    setUnsent(pointsOut ? { control: beside, goOn: null } : null);
    if (pointsOut) return;
    const entered = new FormData(event.currentTarget, event.nativeEvent.submitter);
    texts.send(event.currentTarget, entered);
    sayLast(null);
    startTransition(() => submit(entered));
  };
  const reopen = () => {
    if (form.current !== null && !keepTexts(form.current, sender)) return setUnkept(true);
    allowLeaving();
    window.location.reload();
  };
  const { fields = [], entered = null, confirms = null } = outcome.status === "refused" ? outcome : {};
  return (
    <form ref={form} action={submit} onSubmit={keepInputs} className={className} aria-label={label} aria-busy={pending} noValidate>
      <SenderField />
      {/* A control takes its first text when it is made. */}
      <FormProblemsContext
        key={restored ? "restored" : "fresh"}
        value={{ form: id, fields, entered: outcome.status === "done" ? null : (entered ?? restored), confirms }}
      >
        {lead}
        {outcome.status === "idle" && restored ? <Notice role="status" title="入力を戻しました。確かめてから、もう一度押してください。" /> : null}
        {unsent && <Unsent {...unsent} />}
        {outcome.status !== "idle" && (
          <div ref={notice} tabIndex={-1}>
            <Notice
              tone={outcome.status === "refused" ? "mistake" : "done"}
              role={outcome.status === "refused" ? "alert" : "status"}
              title={<UserText>{outcome.message}</UserText>}
            >
              {outcome.status === "refused" && <Reasons form={id} outcome={outcome} />}
              {outcome.status === "refused" && <WayOn outcome={outcome} stale={stale} unkept={unkept} onReopen={reopen} />}
              {outcome.status === "done" && outcome.secret && <Secret {...outcome.secret} />}
            </Notice>
          </div>
        )}
        {confirms &&
          Object.entries(confirms.numbers).map(([name, number]) => <input key={name} type="hidden" name={name} value={askedFor(confirms.input, number)} />)}
        {children}
      </FormProblemsContext>
    </form>
  );
}

/** In the form that leads away from the text, or in the one that holds it where a link, a search or signing out does. */
function Unsent({ control, goOn }: UnsentText) {
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (goOn === null) return;
    here.current?.closest("details")?.setAttribute("open", "");
    here.current?.focus();
  }, [goOn]);
  const show = () => {
    control.closest("details")?.setAttribute("open", "");
    control.focus();
    askAgain();
  };
  return (
    <div ref={here} tabIndex={-1}>
      <Notice tone="mistake" role="alert" title="この画面に、まだ送っていない文があります。もう一度押すと、送らずに進みます。">
        <p className="row">
          <Button size="small" onClick={show}>
            送っていない文を見る
          </Button>
          {goOn === null ? null : (
            <Button size="small" onClick={goOn}>
              送らずに進む
            </Button>
          )}
        </p>
      </Notice>
    </div>
  );
}

interface WayOnProps {
  readonly outcome: Refused;
  readonly stale: boolean;
  /** The browser could not keep the texts, so the page was not opened again. */
  readonly unkept: boolean;
  readonly onReopen: () => void;
}

/** What has to happen before the form can be sent again. */
function WayOn({ outcome: { signIn, reopen }, stale, unkept, onReopen }: WayOnProps) {
  if (signIn)
    return (
      <p>
        <a href={signIn.href} target="_blank" rel="noreferrer">
          {signIn.label}
        </a>
        {`　${signIn.then}`}
      </p>
    );
  if (reopen && !unkept)
    return (
      <p>
        <Button size="small" onClick={onReopen}>
          入力を残して開き直す
        </Button>
      </p>
    );
  if (!reopen && !stale) return null;
  return (
    <p>
      <a href={window.location.href} target="_blank" rel="noreferrer">
        いまの状態を別のタブで見る
      </a>
      　{reopen ? "このブラウザには入力を残しておけません。別のタブの画面に、ここから写してください。" : "入力はこのまま残っています。"}
    </p>
  );
}

function Reasons({ form, outcome: { fields = [], list = [] } }: { readonly form: string; readonly outcome: Refused }) {
  if (fields.length + list.length === 0) return null;
  return (
    <ul>
      {fields.map(({ path, message }) => (
        <li key={`${path} ${message}`}>{path === "" ? message : <FieldLink form={form} name={path} message={message} />}</li>
      ))}
      {list.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

/** Links to the field; with a script it also focuses it. */
function FieldLink({ form, name, message }: { readonly form: string; readonly name: string; readonly message: string }) {
  const anchor = fieldAnchor(form, name);
  const enter = (event: MouseEvent) => {
    const control = document.getElementById(anchor)?.parentElement?.querySelector<HTMLElement>("input, select, textarea");
    if (!control) return;
    event.preventDefault();
    control.focus();
  };
  return (
    <a href={`#${anchor}`} onClick={enter}>
      {message}
    </a>
  );
}

function Secret({ label, text, note }: NonNullable<Done["secret"]>) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const said = copied ? "写し取りました。" : "写し取れません。文字を選んで写してください。";
  return (
    <div className="stack gap-1.5 pt-1.5">
      <p className="field-label">{label}</p>
      <p className="secret-text">{text}</p>
      <p className="row with-script">
        <Button size="small" onClick={() => void copyText(text).then(setCopied)}>
          写し取る
        </Button>
        <span role="status">{copied === null ? "" : said}</span>
      </p>
      <p>{unbroken(note)}</p>
    </div>
  );
}
