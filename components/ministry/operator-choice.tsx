import type { OperatorChoiceView } from "@/lib/features/surveys/calling/view";
import { Button } from "../ui/button";
import { Checkbox, ChoiceGroup } from "../ui/checkbox";
import { TextField } from "../ui/text-field";
import { UserText } from "../ui/user-text";

interface OperatorChoiceProps extends OperatorChoiceView {
  readonly legend: string;
}

/** Operators to tick. Search and pages are buttons of the form that the ticks are in, so that it keeps them. */
export function OperatorChoice({ legend, ticks, words, list, operators, nobodyText, others, search }: OperatorChoiceProps) {
  return (
    <div className="stack" key={list}>
      {search === null ? null : (
        <div className="row items-end" role="search">
          <TextField id="operators-named" name="q" type="search" label="事業者の名前で探す" defaultValue={words} maxLength={100} />
          <Button type="submit" name="find" value="1">
            探す
          </Button>
          <input type="hidden" name="shown" value={search.page} />
        </div>
      )}
      {others.shown.length === 0 ? null : (
        <ChoiceGroup id="others" legend={others.legend} hint={others.more ?? undefined}>
          {others.shown.map(({ id, name }) => (
            <Checkbox key={id} name={ticks} value={id} defaultChecked label={<UserText>{name}</UserText>} />
          ))}
        </ChoiceGroup>
      )}
      {others.sentAlong.map((id) => (
        <input key={id} type="hidden" name={ticks} value={id} />
      ))}
      <ChoiceGroup id="operators" name={ticks} legend={legend} hint={search === null ? undefined : "付けた印は、探しても、ページを変えても残ります。"}>
        {nobodyText === null ? null : <p>{nobodyText}</p>}
        {operators.map(({ id, name, chosen }) => (
          <Checkbox key={id} name={ticks} value={id} defaultChecked={chosen} label={<UserText>{name}</UserText>} />
        ))}
      </ChoiceGroup>
      {search === null ? null : (
        <div className="row">
          {search.previous === null ? null : (
            <Button type="submit" size="small" name="find" value={search.previous}>
              前のページ
            </Button>
          )}
          <span className="aside-text">{search.summary}</span>
          {search.next === null ? null : (
            <Button type="submit" size="small" name="find" value={search.next}>
              次のページ
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
