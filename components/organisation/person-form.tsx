import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form-outcome";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { addPersonAction } from "@/lib/features/organisation/actions";
import type { NewPersonView, Option, PersonFields } from "@/lib/features/organisation/record/view";
import { SimilarConfirmation } from "./similar-confirmation";

const EMPTY: PersonFields = { name: "", email: "", staffNumber: "", departmentId: "" };

/** A form for the data of a person, new or existing. */
export function PersonForm({
  action,
  fields,
  departments,
  button,
  primary = false,
  children,
}: {
  readonly action: FormAction;
  readonly fields: PersonFields;
  readonly departments: readonly Option[];
  readonly button: string;
  readonly primary?: boolean;
  /** Further controls about the change. */
  readonly children?: ReactNode;
}) {
  return (
    <ActionForm action={action} className="stack gap-3" label={button}>
      <TextField id="name" name="name" label="氏名" defaultValue={fields.name} required maxLength={100} />
      <TextField
        id="email"
        name="email"
        type="email"
        label="メールアドレス"
        hint="サインインに使います。"
        defaultValue={fields.email}
        required
        maxLength={254}
        autoComplete="off"
      />
      <TextField
        id="staffNumber"
        name="staffNumber"
        label="職員番号"
        hint="なくてもかまいません。名簿を取り込むとき、人を見分けるために使います。"
        defaultValue={fields.staffNumber}
        maxLength={50}
      />
      <Select id="departmentId" name="departmentId" label="部署" options={departments} defaultValue={fields.departmentId} required />
      {children}
      <SimilarConfirmation what="人" />
      <div className="row">
        <Button type="submit" rank={primary ? "primary" : "secondary"}>
          {button}
        </Button>
      </div>
    </ActionForm>
  );
}

export function NewPerson({ departments }: NewPersonView) {
  return (
    <>
      <PageHeader
        title="人を加える"
        steps={[{ label: "人と部署", href: "/operator/people" }, { label: "人を加える" }]}
        note="加えたあと、招待リンクと役割を次の画面で決めます。"
      />
      <Panel id="new-person" title="登録すること">
        {departments.length > 0 ? (
          <PersonForm action={addPersonAction} fields={EMPTY} departments={departments} button="人を加える" primary />
        ) : (
          <p>
            先に<a href="/operator/organisation">部署を登録</a>してください。
          </p>
        )}
      </Panel>
    </>
  );
}
