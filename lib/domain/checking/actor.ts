import type { AppointmentRole } from "@/lib/domain/checking/state";

export interface Appointment {
  readonly role: AppointmentRole;
  readonly departmentId?: string | null;
  readonly systemId?: string | null;
}

/** A person who acts: with an operator (its staff), with a sector (the ministry), or with neither (the platform). */
export interface Actor {
  readonly personId: string;
  readonly operatorId: string | null;
  readonly sector: string | null;
  readonly appointments: readonly Appointment[];
}
