import type { DemoOrganisationView, SignInView } from "@/lib/features/accounts/sign-in/view";
import { OthersUnsent } from "../shell/others-unsent";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { TextField } from "../ui/text-field";

export type SignInAction = string | ((form: FormData) => void | Promise<void>);

function posting(action: SignInAction) {
  return typeof action === "string" ? { action, method: "post" } : { action };
}

export function SignIn({
  email,
  error,
  done,
  hidden,
  demo,
  action,
  demoAction,
}: SignInView & {
  /** Takes `email` and `password`. */
  readonly action: SignInAction;
  /** Takes `person`. */
  readonly demoAction: SignInAction;
}) {
  return (
    <div className={demo.length > 0 ? "sign-in" : "sign-in sign-in-alone"}>
      <div className="panel stack">
        <div>
          <h1 className="heading-1">サインイン</h1>
          <p className="aside-text">重要インフラ事業者等の情報セキュリティ対策の自己点検と、その結果の提出を行います。</p>
        </div>
        {done ? <Notice tone="done" role="status" title={done} /> : null}
        {error ? <Notice tone="mistake" role="alert" title={error} /> : null}
        <form className="stack gap-4" {...posting(action)}>
          <HiddenFields fields={hidden} />
          <TextField id="email" name="email" type="email" label="メールアドレス" autoComplete="username" defaultValue={email} required />
          <TextField id="password" name="password" type="password" label="パスワード" autoComplete="current-password" required />
          <Button type="submit" rank="primary">
            サインインする
          </Button>
        </form>
        <OthersUnsent accountId={null} />
        <p className="aside-text">
          パスワードを忘れたときは、自社のCISO（CISOは、ほかのCISO）に招待し直すよう頼んでください。ほかにCISOがいないときと、所管省庁の人は、ポータルを動かしている人に頼んでください。
        </p>
      </div>
      {demo.length > 0 ? <DemoPeople organisations={demo} hidden={hidden} action={demoAction} /> : null}
    </div>
  );
}

function HiddenFields({ fields }: { readonly fields: Readonly<Record<string, string>> }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}

function DemoPeople({
  organisations,
  hidden,
  action,
}: {
  readonly organisations: readonly DemoOrganisationView[];
  readonly hidden: Readonly<Record<string, string>>;
  readonly action: SignInAction;
}) {
  return (
    <section className="panel sign-in-demo" aria-labelledby="demo-title">
      <div className="panel-head">
        <h2 className="heading-2" id="demo-title">
          デモの利用者で試す
        </h2>
        <p className="aside-text">この環境は、この端末の中だけで動いています。人・事業者・回答はすべて架空です。パスワードは要りません。</p>
      </div>
      {organisations.flatMap((organisation) => [
        <h3 className="heading-4" key={`${organisation.name}-title`}>
          {organisation.name}
        </h3>,
        <ul key={organisation.name}>
          {organisation.people.map((person) => (
            <li key={person.id}>
              <span>
                <b>{person.name}</b>　{person.roleLabel}
                <span className="aside-text block">{person.hint}</span>
              </span>
              <form {...posting(action)}>
                <HiddenFields fields={hidden} />
                <input type="hidden" name="person" value={person.id} />
                <Button type="submit" size="small">
                  試す
                  <span className="sr-only">
                    （{person.name}・{person.roleLabel}としてサインイン）
                  </span>
                </Button>
              </form>
            </li>
          ))}
        </ul>,
      ])}
    </section>
  );
}
