import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { StatusChip } from "@/components/ui/status-chip";
import { Cell, RowHeading, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import { unbroken } from "@/components/ui/unbroken";
import { UserText } from "@/components/ui/user-text";
import { Whole } from "@/components/ui/whole";
import { endDeputyAction } from "@/lib/features/organisation/deputies/actions";
import type { DeputyView } from "@/lib/features/organisation/deputies/view";
import { sentence } from "@/lib/labels/own-direction";

/** Deputies of one post, or of one person: then each row begins with its post. */
export function DeputyTable({
  name,
  deputies,
  ofPerson = false,
}: {
  readonly name: string;
  readonly deputies: readonly DeputyView[];
  readonly ofPerson?: boolean;
}) {
  const columns = [ofPerson ? "役割" : "代行する人", "順番", "期間", "理由"];
  return (
    <WorkTable name={name} valign="top" columns={columns}>
      <WorkRows>
        {deputies.map((deputy) => (
          <WorkRow columns={columns} key={deputy.id}>
            <RowHeading>
              {ofPerson ? (
                deputy.post
              ) : (
                <a href={deputy.href}>
                  <Whole>{deputy.person}</Whole>
                </a>
              )}{" "}
              <StatusChip tone={deputy.state === "inForce" ? "done" : "neutral"}>{deputy.stateText}</StatusChip>
            </RowHeading>
            <Cell className="whitespace-nowrap">{deputy.order}</Cell>
            <Cell>{deputy.period}</Cell>
            <Cell>
              {deputy.notes.map((note) => (
                <p key={note}>
                  <UserText>{unbroken(note)}</UserText>
                </p>
              ))}
              {deputy.endable ? <Ending {...deputy} /> : null}
            </Cell>
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}

function Ending({ id, person, post }: DeputyView) {
  return (
    <Details summary={sentence`${person}さんの代行を終える`}>
      <ActionForm empties action={endDeputyAction.bind(null, id)} className="stack gap-3" label={`${person}さんの${post}の代行を終える`}>
        <TextField id={`end-${id}`} name="reason" label="終える理由" hint="すぐに終わります。戻すときは、もう一度決めます。" required maxLength={500} />
        <div className="row">
          <Button type="submit" size="small">
            代行を終える
          </Button>
        </div>
      </ActionForm>
    </Details>
  );
}
