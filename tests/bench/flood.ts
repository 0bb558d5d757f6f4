/** M3: the effect of a flood of anonymous sign-ins on signed-in people; with and without it alternately, in one run. */
import { type Client, type Measurable, type Measured, measure, medians } from "@/tests/bench/load";
import { openSignIn } from "@/tests/support/sign-in-form";

const SIGN_INS = 32;
const ROUNDS = 3;
const SECONDS = 4;

/** Keeps `SIGN_INS` sign-ins in flight until it is stopped, each from another source, so that no limit per source applies. */
async function startFlood(url: string): Promise<() => Promise<void>> {
  const form = await openSignIn({ url });
  let ended = false;
  let sent = 0;
  const clients = Array.from({ length: SIGN_INS }, async () => {
    while (!ended) {
      sent += 1;
      const source = `198.${String(18 + (sent >> 16))}.${String((sent >> 8) & 255)}.${String(sent & 255)}`;
      await form.send(`nobody${String(sent)}@operator.example`, "guess", { "x-forwarded-for": source }).catch(() => undefined);
    }
  });
  return async () => {
    ended = true;
    await Promise.all(clients);
  };
}

const line = (name: string, quiet: Measured, flooded: Measured): string =>
  [
    name.padEnd(28),
    `p50 ${quiet.p50.toFixed(1)} → ${flooded.p50.toFixed(1)} ms（比 ${(flooded.p50 / quiet.p50).toFixed(1)}）`,
    `p99 ${quiet.p99.toFixed(1)} → ${flooded.p99.toFixed(1)} ms（比 ${(flooded.p99 / quiet.p99).toFixed(1)}）`,
    flooded.failed > 0 ? `失敗 ${String(flooded.failed)}` : "",
  ].join("  ");

/** Output lines for the requests of a signed-in person, one after the other. */
export async function floodRatio(portal: Measurable, asked: Readonly<Record<string, Client>>): Promise<string[]> {
  const lines = [`M3  サインイン ${String(SIGN_INS)}件が途切れないとき（sign-in flood ratio）`];
  for (const [name, client] of Object.entries(asked)) {
    const quiet: Measured[] = [];
    const flooded: Measured[] = [];
    await measure(portal, [client], 1);
    for (let round = 0; round < ROUNDS; round += 1) {
      quiet.push(await measure(portal, [client], SECONDS));
      const end = await startFlood(portal.url);
      flooded.push(await measure(portal, [client], SECONDS));
      await end();
    }
    lines.push(line(name, medians(quiet), medians(flooded)));
  }
  return lines;
}
