/** A request that is under way when the server is told to stop has so long to end. */
const UNDER_WAY = 5_000;

/**
 * Ends the server when the process is told to: it takes no more connections, requests under way have their time, then `end` runs.
 * A second signal changes nothing. It is usual: a service manager signals each process of a service, and the portal its web server.
 */
export function windDownOnSignal(server, end) {
  let ending = false;
  const windDown = () => {
    if (ending) return;
    ending = true;
    server.close(end);
    setInterval(() => server.closeIdleConnections(), 200).unref();
    setTimeout(() => server.closeAllConnections(), UNDER_WAY).unref();
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, windDown);
}
