import { reportOutage } from "@/lib/server/log/outage";
import { type Fields, report } from "@/lib/server/log/report";
import { isOutage } from "@/lib/server/outage/unavailable";

/** A request that failed: part of an outage where the database is away, else a line of its own. */
export function reportFailure(event: string, error: unknown, fields: Fields = {}): void {
  if (isOutage(error)) reportOutage(error);
  else report("error", event, { ...fields, error });
}
