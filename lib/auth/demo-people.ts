import "server-only";
import { demoSignIns } from "@/lib/demo/sign-ins";
import { serverEnvironment } from "@/lib/server-environment";

/** The invented people whose sign-ins the demo shows; nobody outside of the demo. */
export const demoPeople = (): ReturnType<typeof demoSignIns> => (serverEnvironment().demo ? demoSignIns() : []);
