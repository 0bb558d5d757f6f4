import type { AppointmentRole } from "@/lib/domain/checking/state";

/** In which capacity something is done: as oneself, or from a post that one holds (3.1.4.1(4)). Deputies come with posts of their own. */
export type Capacity =
  | { readonly kind: "self" }
  | { readonly kind: "post"; readonly role: AppointmentRole; readonly departmentId: string | null; readonly systemId: string | null };

export const SELF: Capacity = { kind: "self" };
