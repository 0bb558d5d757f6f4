import { askDatabase } from "@/lib/server/database/probe";
import { serverEnvironment } from "@/lib/server/environment/server-environment";
import { captureConsole } from "@/lib/server/log/console";
import { setProbe } from "@/lib/server/log/outage";
import { report, setSink } from "@/lib/server/log/report";
import { openServerLog } from "@/lib/server/log/server-log";
import { type Front, makeFront } from "@/lib/server/serving/front";
import { enterPage } from "@/lib/server/serving/page-entry";

/** For `serve.mjs`, which is not part of the build: the front, and a function to call once the server listens. */
interface Serving {
  readonly front: Front;
  /** Switches output to the log. Earlier output belongs to the start, and to the process that started it. */
  begin(): void;
}

const kept = globalThis as { portalServing?: Serving };

/** Called once by Next in the process that serves (`instrumentation.ts`). */
export function startServing(): void {
  setProbe(askDatabase);
  const { receive, attach } = makeFront(serverEnvironment().trustedProxy);
  kept.portalServing = {
    front: {
      receive: (request, response, answer) => {
        receive(request, response, () => {
          enterPage(request, response, answer);
        });
      },
      attach,
    },
    begin: () => {
      setSink(openServerLog(process.env["PORTAL_LOG"]));
      captureConsole();
      report("info", "listening", { node: process.version });
    },
  };
}
