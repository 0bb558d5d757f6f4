import { Button } from "./button";
import { withChosen } from "./with-chosen";

interface FilterField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** Choices that stand in the address, so that the page works without scripts and can be passed on. `kept`: parts of the address that stay. */
export function FilterForm({
  name,
  action,
  fields,
  kept = [],
}: {
  readonly name: string;
  readonly action: string;
  readonly fields: readonly FilterField[];
  readonly kept?: readonly { readonly name: string; readonly value: string }[];
}) {
  return (
    <form method="get" action={action} className="filter-form not-printed" aria-label={name}>
      {kept.map((one) => (
        <input key={one.name} type="hidden" name={one.name} value={one.value} />
      ))}
      {fields.map((field) => (
        <div key={field.name} className="field">
          <label className="field-label" htmlFor={`filter-${field.name}`}>
            {field.label}
          </label>
          <select className="input" id={`filter-${field.name}`} name={field.name} defaultValue={field.value}>
            {withChosen(field.options, field.value).map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      ))}
      <Button type="submit" size="small">
        絞り込む
      </Button>
    </form>
  );
}
