import type { CommandIo } from "@/lib/cli/command";
import { hasCluster, isDemoDirectory, refuseImpossiblePlace } from "@/lib/runtime/data-directory";
import { dropRoot } from "@/lib/runtime/drop-root";
import { portalLock, readProcessFile } from "@/lib/runtime/process-file";
import { isAlive } from "@/lib/runtime/process-identity";
import { type LaunchEnvironment, readLaunchEnvironment } from "@/lib/server/environment/launch-environment";

function isServed({ dataDirectory }: LaunchEnvironment): boolean {
  const holder = readProcessFile(portalLock(dataDirectory));
  return holder !== null && isAlive(holder);
}

/** The kind of data for a command without an explicit choice: that of the data directory. */
function chooseEnvironment(io: CommandIo): LaunchEnvironment {
  const own = readLaunchEnvironment();
  if (process.env["PORTAL_DEMO"] || own.databaseUrl !== null || own.databaseOwnerUrl !== null) return own;
  const demo = readLaunchEnvironment({ ...process.env, PORTAL_DEMO: "1" });
  const placeOfDemo = process.env["DATA_DIR"]
    ? isDemoDirectory(own.dataDirectory)
    : !isServed(own) && (isServed(demo) || (hasCluster(demo.dataDirectory) && !hasCluster(own.dataDirectory)));
  if (!placeOfDemo) return own;
  io.error("見本（demo）のデータを使います。");
  return demo;
}

/**
 * The environment of a command: as configured, else that of the running portal, else that of existing data. If root called
 * the command, the process becomes the portal's user. `make`: create the data directory if it is missing.
 */
export async function commandEnvironment(io: CommandIo, make = false): Promise<LaunchEnvironment> {
  const environment = chooseEnvironment(io);
  refuseImpossiblePlace(environment);
  if (io.ownProcess === true) await dropRoot(environment, make && environment.databaseUrl === null);
  return environment;
}

/** The address of the running portal, else the configured one; null if neither is known. */
export function knownAddress({ dataDirectory, portalUrl }: LaunchEnvironment): string | null {
  const holder = readProcessFile(portalLock(dataDirectory));
  if (holder !== null && isAlive(holder)) return holder.url;
  return ["PORTAL_URL", "PORT", "HOST"].some((name) => process.env[name]) ? portalUrl : null;
}
