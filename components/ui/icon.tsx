import type { IconName } from "./icon-sprite";

export type { IconName };

/** Points to a drawing of `IconSprite`. Always decoration: the words stand beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" aria-hidden="true" focusable="false">
      <use href={`#icon-${name}`} />
    </svg>
  );
}
