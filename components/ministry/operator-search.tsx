import type { OperatorsView } from "@/lib/features/surveys/operators/view";
import { Button, LinkButton } from "../ui/button";
import { TextField } from "../ui/text-field";

/** Finds operators of a survey by name; a plain form, so that the result has a URL. */
export function OperatorSearch({ action, words, kept, clearHref, offered }: OperatorsView["search"]) {
  if (!offered) return null;
  return (
    <form action={action} method="get" className="row items-end" role="search" aria-label="事業者を探す">
      <TextField id="operator-name" name="q" type="search" label="事業者の名前で探す" defaultValue={words} maxLength={100} />
      {kept.map(({ name, value }) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit">探す</Button>
      {clearHref === null ? null : <LinkButton href={clearHref}>すべての事業者に戻る</LinkButton>}
    </form>
  );
}
