import { asIdentifier, isIdentifier } from "@/lib/validation/plain-text";

type Sent = FormDataEntryValue | null;
const text = (sent: Sent | readonly string[] | undefined): string => (typeof sent === "string" ? sent : "");

/** The page of the respondents of a sheet. */
export const assignmentHref = (sheetId: string): string => `/operator/sheets/${sheetId}/assignment`;

/** The same with a search, and with those selected so far, who are not saved yet. */
export const searchHref = (sheetId: string, search: Sent, selected: readonly FormDataEntryValue[]): string =>
  `${assignmentHref(sheetId)}?${new URLSearchParams({ q: text(search).slice(0, 100), selected: selected.map(text).join() }).toString()}`;

interface Asked {
  readonly search: string;
  /** Who is selected; null for the present respondents. */
  readonly selected: string[] | null;
}

/** The same, read from the address. */
export const askedOfAssignment = ({ q, selected }: Readonly<Record<string, string | readonly string[] | undefined>>): Asked => ({
  search: text(q),
  selected: selected === undefined ? null : text(selected).split(",").filter(isIdentifier).map(asIdentifier),
});
