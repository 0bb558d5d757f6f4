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

/** One file for all pages, kept by the browser: its name carries a hash of its content. */
const { src } = drawings as StaticImageData;

/** Points to a drawing. Always decoration: the words stand beside it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" aria-hidden="true" focusable="false">
      <use href={`${src}#${name}`} />
    </svg>
  );
}
