import type { StaticImageData } from "next/image";
import drawings from "./icons.svg";

/** The ids of `icons.svg`. */
export type IconName =
  | "back"
  | "book"
  | "check"
  | "clock"
  | "document"
  | "down"
  | "implemented"
  | "link"
  | "menu"
  | "merge"
  | "next"
  | "notApplicable"
  | "notImplemented"
  | "note"
  | "offline"
  | "partial"
  | "previous"
  | "print"
  | "stop"
  | "unanswered"
  | "user";

/** One file for all pages, cached by the browser: its name has a hash of its content. */
const { src } = drawings as StaticImageData;

/** Shows a drawing of the file. Always decoration, because the text is beside it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" aria-hidden="true" focusable="false">
      <use href={`${src}#${name}`} />
    </svg>
  );
}
