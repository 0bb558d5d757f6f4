import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { nameDeputyAction } from "@/lib/features/organisation/deputies/actions";
import type { PersonDeputiesView } from "@/lib/features/organisation/deputies/view";
import { BARS_AUDITING, bearersText, DECIDING_TEXT } from "@/lib/labels/permission-words";
import { DeputyTable } from "./deputy-table";

const APPOINTER = bearersText("people.appointDeciding");
const NOTE = `役割を持つ人が不在のときに、この人が代わります。期間の間だけ代われ、記録に「代行」と残ります。${DECIDING_TEXT}の代行は、${APPOINTER}が決めます。`;

/** The deputyships of a person, and the form that names another (代行, 3.1.4.1(4)). */
export function DeputyPanel({ personId, deputies, posts, notNamed, today, names }: PersonDeputiesView & { readonly names: boolean }) {
  return (
    <Panel
      id="deputies"
      title="代行"
      note={names ? `${NOTE}そのとき、${APPOINTER}のリンクで決めたのでないパスワードは終わるので、招待リンクを作って本人に渡してください。` : NOTE}
    >
      {deputies.length > 0 ? <DeputyTable name="この人の代行" deputies={deputies} ofPerson /> : null}
      {names && notNamed !== null ? <p>{notNamed}</p> : null}
      {names && notNamed === null ? (
        <ActionForm empties action={nameDeputyAction.bind(null, personId)} className="stack gap-3" label="代行に決める">
          <Select
            id="deputy-role"
            name="role"
            label="代行する役割"
            hint={BARS_AUDITING}
            options={[{ value: "", label: "選んでください" }, ...posts]}
            defaultValue=""
            required
          />
          <div className="columns-2">
            <TextField id="deputy-from" name="from" type="date" label="始まりの日" defaultValue={today} required />
            <TextField id="deputy-until" name="until" type="date" label="終わりの日（この日まで代わる）" required />
          </div>
          <TextField
            id="deputy-order"
            name="order"
            type="number"
            min={1}
            max={9}
            label="順番"
            hint="2番目より後の人は、前の人が関わっているか、代行を終えたときだけ代わります。"
            defaultValue="1"
            required
          />
          <TextField id="deputy-reason" name="reason" label="代行を決める理由" required maxLength={500} />
          <div className="row">
            <Button type="submit">代行に決める</Button>
          </div>
        </ActionForm>
      ) : null}
    </Panel>
  );
}
