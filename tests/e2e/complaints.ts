import { type BrowserContext, expect } from "@playwright/test";

/** Chromium's message when it is offline or when nothing listens at the address. */
export const NO_CONNECTION = /net::ERR_(?:INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|ABORTED|FAILED|SOCKET_NOT_CONNECTED)/;
/** Chromium's message for a 409 response. */
export const CONFLICT = /status of 409/;

/**
 * Collects errors of a browser: on its console (including violations of the content security policy), of scripts, and 5xx
 * responses. A test fails unless it expects them.
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
