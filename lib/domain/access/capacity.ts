import type { AppointmentRole } from "@/lib/domain/checking/state";

/** The capacity in which a person acts: as themselves, or from a post that they hold (3.1.4.1(4)). Planned deputies will have their own posts. */
export type Capacity =
  | { readonly kind: "self" }
  | { readonly kind: "post"; readonly role: AppointmentRole; readonly departmentId: string | null; readonly systemId: string | null };

export const SELF: Capacity = { kind: "self" };
