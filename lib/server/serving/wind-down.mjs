/** Milliseconds that a running request gets to finish when the server is told to stop. */
const UNDER_WAY = 5_000;

/**
 * Stops the server when the process receives a signal: it accepts no more connections, running requests get time to finish,
 * then `end` runs. Further signals change nothing. They are usual: a service manager signals each process of a service, and
 * the portal signals its web server.
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
