import type { Deputyship } from "@/lib/domain/checking/actor";
import { isOwnConduct, placeOfPost } from "@/lib/domain/checking/posts";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import { type DayFault, fiscalYearOf, lastDayOfYearFrom, outside, yearsAfter } from "@/lib/domain/shared/day";

/** A role at its place. Only posts have deputies (3.1.4.1(4)). */
export interface Post {
  readonly role: AppointmentRole;
  readonly departmentId: string | null;
  readonly systemId: string | null;
}

/** From the first day to the last, both included, as calendar days in Japan. */
export interface DeputyPeriod {
  readonly from: string;
  readonly until: string;
}

/** A deputyship that was not ended, as the database describes it with the person's rights. */
export interface NamedDeputyship extends Post, DeputyPeriod {
  readonly id: string;
  readonly order: number;
  /** The present holders of the post. */
  readonly holders: readonly string[];
  /** The deputies of the post before this one who can sign in, whatever their period. */
  readonly ahead: readonly (DeputyPeriod & { readonly personId: string })[];
}

/**
 * Unacceptable days of a deputyship that is named today, each with the accepted range: it begins no more than a year from today,
 * and then lasts a year at most. A fault of the first day is alone, since the range of the last follows from it.
 */
export function periodFaults({ from, until }: DeputyPeriod, today: string): DayFault<keyof DeputyPeriod>[] {
  const begins = outside<keyof DeputyPeriod>("from", from, today, yearsAfter(today, 1));
  return begins.length > 0 ? begins : outside("until", until, from, lastDayOfYearFrom(from));
}

export const isOn = ({ from, until }: DeputyPeriod, today: string): boolean => from <= today && today <= until;

export const overlap = (one: DeputyPeriod, other: DeputyPeriod): boolean => one.from <= other.until && other.from <= one.until;

export const samePost = (one: Post, other: Post): boolean =>
  one.role === other.role && one.departmentId === other.departmentId && one.systemId === other.systemId;

/** Whether the post can have deputies: a post of an operator at its place, never a person's own conduct. */
export const mayHaveDeputies = ({ role, departmentId, systemId }: Post): boolean => {
  if (isOwnConduct(role) || role === "ministryOfficer" || role === "platformAdministrator") return false;
  const place = placeOfPost(role);
  return (place === "department") === (departmentId !== null) && (place === "system") === (systemId !== null);
};

/** The deputyships of these that are in force on the day. */
export const inForce = (named: readonly NamedDeputyship[], today: string): Deputyship[] =>
  named
    .filter((one) => isOn(one, today))
    .map(({ id, role, departmentId, systemId, until, holders, ahead }) => ({
      ...{ id, role, departmentId, systemId, until, holders },
      ahead: ahead.filter((one) => isOn(one, today)).map(({ personId }) => personId),
    }));

/**
 * Whether it is this deputy's turn: every deputy before is involved in the object. Those whose period is over, who left or whose
 * deputyship ended are not before anybody. Without an object, or where being involved is no hindrance, nobody is involved.
 */
export const inTurn = ({ ahead }: Pick<Deputyship, "ahead">, involved: readonly string[]): boolean => ahead.every((personId) => involved.includes(personId));

/**
 * Whether a deputy may decide about an object in which these people take part: it is the deputy's turn, and neither the deputy
 * nor a holder of the post is one of them (3.1.4.1(2)).
 */
export const mayDecideFor = (deputyship: Pick<Deputyship, "ahead" | "holders">, personId: string, involved: readonly string[]): boolean =>
  inTurn(deputyship, involved) && !involved.includes(personId) && !deputyship.holders.some((holder) => involved.includes(holder));

/** Whether a deputy may answer the post's sheet: for a holder who answers it, or for a post without a holder. */
export const mayAnswerFor = (deputyship: Pick<Deputyship, "ahead" | "holders">, respondentIds: readonly string[]): boolean =>
  inTurn(deputyship, []) && (deputyship.holders.length === 0 || deputyship.holders.some((holder) => respondentIds.includes(holder)));

/** A deputyship that stands or stood: `endedOn` is the day it was ended on. */
export interface PastDeputyship extends Post, DeputyPeriod {
  readonly endedOn: string | null;
}

/** Whether it was in force on a day of the fiscal year of `today`, or may yet be in force. */
export function countsInYear({ from, until, endedOn }: PastDeputyship, today: string): boolean {
  if (endedOn === null && until >= today) return true;
  const last = endedOn !== null && endedOn < until ? endedOn : until;
  return from <= last && fiscalYearOf(last) >= fiscalYearOf(today);
}

/** As many deputies as a post can have at a time. */
export const MOST_IN_ORDER = 9;
export const LONGEST_REASON = 500;

export type NamingFault = "isHolder" | "orderTaken" | "twice";

export interface NamedDeputy extends DeputyPeriod {
  readonly personId: string;
  readonly order: number;
}

/** Why a person cannot be named beside the post's holders and the deputies who were not ended; null if they can. */
export function namingFault(wish: NamedDeputy, holders: readonly string[], others: readonly NamedDeputy[]): NamingFault | null {
  if (holders.includes(wish.personId)) return "isHolder";
  const beside = others.filter((one) => overlap(one, wish));
  if (beside.some(({ personId }) => personId === wish.personId)) return "twice";
  return beside.some(({ order }) => order === wish.order) ? "orderTaken" : null;
}
