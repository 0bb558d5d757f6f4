import { askDatabase } from "@/lib/audit/probe";
import { captureConsole } from "@/lib/log/console";
import { setProbe } from "@/lib/log/outage";
import { report, setSink } from "@/lib/log/report";
import { openServerLog } from "@/lib/log/server-log";
import { type Front, makeFront } from "@/lib/serving/front";
import { serverEnvironment } from "@/lib/server-environment";

/** For `serve.mjs`, which is not part of the build: the front, and what to call once the server listens. */
interface Serving {
  readonly front: Front;
  /** Until then what is printed belongs to the start, and to whoever started it. */
  begin(): void;
}

const kept = globalThis as { portalServing?: Serving };

/** Called once by Next in the process that serves (`instrumentation.ts`). */
export function startServing(): void {
  setProbe(askDatabase);
  kept.portalServing = {
    front: makeFront(serverEnvironment().trustedProxy),
    begin: () => {
      setSink(openServerLog(process.env["PORTAL_LOG"]));
      captureConsole();
      report("info", "listening", { node: process.version });
    },
  };
}
