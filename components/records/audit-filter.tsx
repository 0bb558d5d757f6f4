import { Button, LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { unbroken } from "@/components/ui/unbroken";
import { UserText } from "@/components/ui/user-text";
import { withChosen } from "@/components/ui/with-chosen";
import type { AuditView } from "@/lib/features/admin/record/view";

type Options = AuditView["actions"];

function Choice({ name, label, value, options }: { readonly name: string; readonly label: string; readonly value: string; readonly options: Options }) {
  return (
    <Field id={name} label={label}>
      <select id={name} name={name} className="input" defaultValue={value}>
        {withChosen(options, value).map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface EntryField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly longest?: number;
  readonly type?: "text" | "date";
}

function Entry({ name, label, value, longest, type = "text" }: EntryField) {
  return (
    <Field id={name} label={label}>
      <input id={name} name={name} type={type} className="input" defaultValue={value} maxLength={longest} />
    </Field>
  );
}

/** The one object whose entries are shown, chosen by the link of a row. */
const ChosenTarget = ({ text, value, clearHref }: NonNullable<AuditView["chosen"]>) => (
  <p>
    <input type="hidden" name="target" value={value} />
    対象：<UserText>{unbroken(text)}</UserText>　<a href={clearHref}>ほかの対象も示す</a>
  </p>
);

/** The filter of an audit trail: a plain form, so that the result has an address and works without a script. */
export function AuditFilter({ filter, filtered, chosen, actions, outcomes, clearHref }: AuditView) {
  return (
    <form className="stack gap-4" method="get" action={clearHref} role="search" aria-label="記録を絞り込む">
      <div className="filter-fields">
        <Entry name="who" label="だれが（氏名の一部）" value={filter.who} longest={100} />
        <Choice name="action" label="操作" value={filter.action} options={actions} />
        <Choice name="outcome" label="結果" value={filter.outcome} options={outcomes} />
        <Entry name="source" label="送信元（初めの部分）" value={filter.source} longest={64} />
        <Entry name="from" label="この日から" value={filter.from} type="date" />
        <Entry name="to" label="この日まで" value={filter.to} type="date" />
        {chosen === null ? <Entry name="target" label="対象（名前の一部）" value={filter.target} longest={200} /> : null}
      </div>
      {chosen === null ? null : <ChosenTarget {...chosen} />}
      <div className="row">
        <Button type="submit">絞り込む</Button>
        {filtered ? <LinkButton href={clearHref}>条件を消す</LinkButton> : null}
      </div>
    </form>
  );
}
