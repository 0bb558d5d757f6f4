import { refuseUnfitDatabase, refuseUntouchable } from "@/lib/launch/prepare-database";
import { addressWarnings, refuseOpenAddresses } from "@/lib/runtime/address-checks";
import { awaitDatabase, type Waiting } from "@/lib/runtime/await-database";
import { refuseImpossiblePlace, refuseOtherPlace } from "@/lib/runtime/data-directory";
import { refuseForeignDirectory } from "@/lib/runtime/own-files";
import { refusePrivilegedLogin } from "@/lib/runtime/refuse-privileged";
import { checkSecrets } from "@/lib/runtime/secrets";
import { refuseTakenPort, stopOrphan } from "@/lib/runtime/web-server";
import type { LaunchEnvironment } from "@/lib/server/environment/launch-environment";

type Check = (environment: LaunchEnvironment, waiting: Omit<Waiting, "seconds">) => void | Promise<void>;

/** Checks a configured database server: it is up, its login is subject to row-level security, schema and data are of the right kind. */
async function checkGivenDatabase({ databaseUrl, databaseOwnerUrl, databaseWait, demo }: LaunchEnvironment, waiting: Omit<Waiting, "seconds">): Promise<void> {
  if (databaseUrl === null) return;
  for (const url of [databaseUrl, ...(databaseOwnerUrl === null ? [] : [databaseOwnerUrl])]) {
    await awaitDatabase(url, { ...waiting, seconds: databaseWait });
    if (waiting.stop.aborted) return;
  }
  await refusePrivilegedLogin(databaseUrl);
  if (databaseOwnerUrl === null) await refuseUnfitDatabase(databaseUrl, demo);
  else await refuseUntouchable(databaseOwnerUrl, demo);
}

/** Checks that run at once, as the user who starts the portal: root can read files that the portal's user cannot read yet. */
export function checkSettings(environment: LaunchEnvironment): void {
  const { dataDirectory } = environment;
  refuseOpenAddresses(environment);
  refuseImpossiblePlace(environment);
  refuseForeignDirectory(dataDirectory);
  refuseOtherPlace(environment);
  checkSecrets(dataDirectory);
}

/** Further checks, in this order, before anything is written or started: as the portal's user. */
const CHECKS: readonly Check[] = [
  (environment, { announce }) => {
    addressWarnings(environment).forEach(announce);
  },
  ({ dataDirectory }) => stopOrphan(dataDirectory),
  (environment) => refuseTakenPort(environment),
  checkGivenDatabase,
];

/** Throws a StartupError at the first check that refuses. Returns early when `stop` is given. */
export async function checkStart(environment: LaunchEnvironment, waiting: Omit<Waiting, "seconds">): Promise<void> {
  for (const check of CHECKS) {
    if (waiting.stop.aborted) return;
    await check(environment, waiting);
  }
}
