import { Button } from "../ui/button";
import { Select, type SelectOption } from "../ui/select";
import { TextField } from "../ui/text-field";

/** Searches items, guidance and glossary; a plain form, so that the result has a URL. */
export function SearchForm({
  query,
  editionId,
  editions,
}: {
  readonly query: string;
  readonly editionId: string;
  /** Lets the visitor choose an edition; without it the search stays in `editionId`. */
  readonly editions?: readonly SelectOption[];
}) {
  return (
    <form
      action="/guidelines/search"
      method="get"
      role="search"
      aria-label="ガイドラインの検索"
      className="panel grid gap-3 phone:flex phone:flex-wrap phone:items-end"
    >
      <div className="phone:min-w-64 phone:flex-1">
        <TextField
          id="guideline-search"
          name="q"
          type="search"
          label="言葉で探す"
          hint="対策項目・具体例・主旨・用語集から探します。空白で区切ると、すべてを含むものを探します。"
          defaultValue={query}
          maxLength={100}
        />
      </div>
      {editions ? (
        <div className="phone:w-72">
          <Select id="guideline-search-edition" name="edition" label="版" options={editions} defaultValue={editionId} />
        </div>
      ) : editionId === "" ? null : (
        <input type="hidden" name="edition" value={editionId} />
      )}
      <Button type="submit">探す</Button>
    </form>
  );
}
