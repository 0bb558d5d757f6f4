/** Next calls this once when its server starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { setDueWork } = await import("@/lib/server/auth/due-work");
    setDueWork(async (operatorId, now) => (await import("@/lib/features/handover/due/commands")).applyDueHandovers(operatorId, now));
    const { setDemoSignIns } = await import("@/lib/server/auth/demo-sign-ins");
    setDemoSignIns(async () => (await import("@/lib/demo/sign-ins")).demoSignIns());
  }
  if (process.env.NEXT_RUNTIME === "nodejs" && process.env.NODE_ENV === "production") {
    const { startServing } = await import("@/lib/server/serving/start");
    startServing();
  }
}
