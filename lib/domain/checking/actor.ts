import type { AppointmentRole } from "@/lib/domain/checking/state";

export interface Appointment {
  readonly role: AppointmentRole;
  readonly departmentId?: string | null;
  readonly systemId?: string | null;
}

/** A deputyship (代行) on a day of its period: who holds the post, and which deputies are before this one. */
export interface Deputyship {
  readonly id: string;
  readonly role: AppointmentRole;
  readonly departmentId: string | null;
  readonly systemId: string | null;
  /** Its last day in Japan. */
  readonly until: string;
  readonly holders: readonly string[];
  readonly ahead: readonly string[];
}

/** A person who acts: with an operator (its staff), with a sector (the ministry), or with neither (the platform). */
export interface Actor {
  readonly personId: string;
  readonly operatorId: string | null;
  readonly sector: string | null;
  readonly appointments: readonly Appointment[];
  /** Those in force today. Nobody is a deputy by way of another deputyship. */
  readonly deputyships?: readonly Deputyship[];
}
