import { reportOutage } from "@/lib/server/log/outage";
import { type Fields, report } from "@/lib/server/log/report";
import { isOutage } from "@/lib/server/outage/unavailable";

/** Reports a failed request: as part of an outage if the database is unavailable, else with its own line. */
export function reportFailure(event: string, error: unknown, fields: Fields = {}): void {
  if (isOutage(error)) reportOutage(error);
  else report("error", event, { ...fields, error });
}
