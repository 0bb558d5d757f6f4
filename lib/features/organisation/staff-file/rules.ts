import { grouped } from "@/lib/domain/shared/grouped";
import { identityFold } from "@/lib/domain/shared/text-fold";

/** `'00123`, =1055: what keeps a text from becoming a number, and a number from staying a text. */
const BEFORE_NUMBER = /^['\u2018\u2019=]+/u;
/** 1,055 and 1055.0, in groups of three or without. */
const AS_AMOUNT = /^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.0*)?$/u;
/** 1.055E+03, with the digits behind the point and the power of ten. */
const AS_POWER = /^([1-9])\.([0-9]+)E\+?([0-9]{1,2})$/iu;

/** The digits of a number written with a power of ten, if none were rounded away: 1.055E+03, but not 1.05E+03. */
function digitsOf(number: string): string | null {
  if (AS_AMOUNT.test(number)) return number.replaceAll(",", "").replace(/\..*$/u, "");
  const [, first = "", rest = "", power = ""] = AS_POWER.exec(number) ?? [];
  const count = Number(power);
  return first !== "" && rest.length >= count && /^0*$/u.test(rest.slice(count)) ? first + rest.slice(0, count) : null;
}

/**
 * A staff number as it was before a spreadsheet or an export changed it: without an apostrophe or an equals sign before it, the
 * commas of an amount, a decimal point with nothing behind it but zeros, or a power of ten. Any other as it is.
 */
export function asWritten(staffNumber: string): string {
  const plain = staffNumber.normalize("NFKC");
  const bare = plain.replace(BEFORE_NUMBER, "");
  const digits = digitsOf(bare);
  if (digits !== null && digits !== plain) return digits;
  // An apostrophe may stand before letters too; an equals sign begins a formula there.
  return bare !== plain && bare !== "" && !plain.includes("=") ? bare : staffNumber;
}

/** The key for comparing staff numbers: lists from different programs differ in width, case, hyphens and the forms of numbers. */
export const numberKey = (staffNumber: string): string => identityFold(asWritten(staffNumber));

/** The key without the zeros that spreadsheets cut from the beginning of a number. Of digits alone: A-001 is never cut. */
export const withoutZeros = (staffNumber: string): string => numberKey(staffNumber).replace(/^0+(?=[0-9]+$)/u, "");

/** People by their staff numbers: a number is somebody's own before it is another form of anybody's. */
export class StaffNumbers<Person extends { readonly staffNumber: string | null }> {
  private readonly byFold: ReadonlyMap<string, readonly Person[]>;
  private readonly byForm: ReadonlyMap<string, readonly Person[]>;
  private readonly byZeros: ReadonlyMap<string, readonly Person[]>;

  constructor(people: readonly Person[]) {
    const numbered = people.filter(({ staffNumber }) => staffNumber !== null);
    const groupedBy = (key: (staffNumber: string) => string) => grouped(numbered, ({ staffNumber }) => key(staffNumber ?? ""));
    [this.byFold, this.byForm, this.byZeros] = [groupedBy(identityFold), groupedBy(numberKey), groupedBy(withoutZeros)];
  }

  /** Whose number it is, as the database tells numbers apart; several only where such were registered before it did. */
  own(staffNumber: string): readonly Person[] {
    return this.byFold.get(identityFold(staffNumber)) ?? [];
  }

  /** Whose number it is, or else of whose it is another form. */
  of(staffNumber: string): readonly Person[] {
    return this.byFold.get(identityFold(staffNumber)) ?? this.byForm.get(numberKey(staffNumber)) ?? [];
  }

  /** Those whose number differs by leading zeros at most. */
  withAnyZeros(staffNumber: string): readonly Person[] {
    return this.byZeros.get(withoutZeros(staffNumber)) ?? [];
  }
}
