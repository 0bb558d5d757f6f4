import "server-only";
import type { none } from "@/lib/server/use-cases/operation";
import { type On, ofOwnOperator } from "@/lib/server/use-cases/use-case";

/** The subject of use cases that change the own operator's people and units, one at a time: what they check still holds when they write. */
export const ownOrganisation = (place: string): On<typeof none, { readonly operatorId: string }> => ({ ...ofOwnOperator(place), people: "exclusive" });
