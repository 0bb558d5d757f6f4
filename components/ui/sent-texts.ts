import type { FormOutcome } from "./form-outcome";
import { emptySent } from "./kept-texts";
import { changesOf } from "./unsent-texts";

/** What became of the texts of one form. */
export class SentTexts {
  /** What is on its way or has arrived; empty after a refusal. */
  sent = new FormData();
  /** What somebody typed or chose and the page, made again by a search of the form, now says itself: nothing of it has arrived. */
  shownAgain = new FormData();
  private changes = new FormData();

  /** The form is on its way. */
  send(form: HTMLFormElement, entered: FormData): void {
    this.changes = changesOf(form, this);
    this.sent = entered;
  }

  /** The form has its outcome; one that adds entries is emptied for the next. */
  settle(form: HTMLFormElement | null, outcome: FormOutcome["status"], empties: boolean): void {
    if (outcome === "done" && empties && form !== null) emptySent(form, this.sent);
    // The same text typed into an emptied form is another one.
    if (outcome !== "done" || empties) this.sent = new FormData();
    if (outcome === "idle") this.shownAgain = this.changes;
    if (outcome === "done") this.shownAgain = new FormData();
  }
}
