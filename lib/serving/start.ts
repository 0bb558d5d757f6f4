import path from "node:path";
import { askDatabase } from "@/lib/audit/probe";
import { keepBounded } from "@/lib/log/bounded-output";
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

/** What else grows beside the log: the output of the portal's own PostgreSQL, and this process's from before it listens. */
const OUTPUTS = ["postgres.log", "server-start.log"];

/** Called once by Next in the process that serves (`instrumentation.ts`). */
export function startServing(): void {
  setProbe(askDatabase);
  kept.portalServing = {
    front: makeFront(serverEnvironment().trustedProxy),
    begin: () => {
      const file = process.env["PORTAL_LOG"];
      setSink(openServerLog(file));
      captureConsole();
      if (file) keepBounded(OUTPUTS.map((name) => path.join(path.dirname(file), name)));
      report("info", "listening", { node: process.version });
    },
  };
}
