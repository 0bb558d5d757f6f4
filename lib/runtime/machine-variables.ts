import type { EnvironmentSource } from "@/lib/server/environment/launch-environment";

/** Variables that a process needs from the machine: programs, home, language, time (zone, and a clock set by `faketime`), temporary files, certificates. */
const OF_THE_MACHINE =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|LD_LIBRARY_PATH|LD_PRELOAD|FAKETIME\w*|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|UV_THREADPOOL_SIZE|PGSSL\w+)$/i;

/** Keeps only these variables of a shell; others (passwords, settings of other programs) are not passed on. */
export const machineVariables = (shell: EnvironmentSource): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(shell).filter(([name]) => OF_THE_MACHINE.test(name)));
