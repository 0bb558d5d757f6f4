/**
 * Measures the delays of a server's event loop, from within its process: `node --import` it. The parent sends "begin" and "end"
 * over IPC; the answer to "end" has the delays in milliseconds.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Milliseconds between the readings; a reading includes this wait. */
const RESOLUTION = 10;

const histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
const delay = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION);

process.on("message", (word) => {
  if (word === "begin") {
    histogram.reset();
    histogram.enable();
    process.send({ began: true });
  }
  if (word === "end") {
    histogram.disable();
    process.send({ p50: delay(histogram.percentile(50)), p99: delay(histogram.percentile(99)), max: delay(histogram.max) });
  }
});
// A server that is told to stop does not wait for its parent.
process.channel?.unref();
