import { type BrowserContext, expect } from "@playwright/test";

/** What Chromium writes when it was told to be without a connection or when nobody listens at the address. */
export const NO_CONNECTION = /net::ERR_(?:INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|ABORTED|FAILED|SOCKET_NOT_CONNECTED)/;
/** What Chromium writes when the server answered that an answer was saved meanwhile. */
export const CONFLICT = /status of 409/;

/**
 * Everything that a browser complains about: errors on its console (violations of the content security policy among
 * them), errors of scripts, and answers of the server that say it failed. A test fails unless it expects them.
 */
export class Complaints {
  readonly #found: string[] = [];
  readonly #expected: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on("console", (message) => {
      if (message.type() === "error") this.#found.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.#found.push(`script: ${error.error().stack ?? error.error().message}`));
    context.on("response", (response) => {
      if (response.status() >= 500) this.#found.push(`server: ${String(response.status())} ${response.url()}`);
    });
  }

  expect(...patterns: readonly RegExp[]): void {
    this.#expected.push(...patterns);
  }

  check(): void {
    const left = this.#found.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)));
    expect(left, "complaints of the browser").toEqual([]);
  }
}
