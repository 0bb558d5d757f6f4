import { unbroken } from "./unbroken";
/** The consequences of the action to be confirmed. */
export const Follows = ({ follows }: { readonly follows: readonly string[] }) => (
  <ul className="grid list-disc gap-1 pl-6">
    {follows.map((text) => (
      <li key={text}>{unbroken(text)}</li>
    ))}
  </ul>
);
