const NAME = "portal-advance";

/** Whether this browser goes on to the next unanswered item after an answer. A browser that stores nothing does not. */
export function advances(): boolean {
  try {
    return localStorage.getItem(NAME) !== null;
  } catch {
    return false;
  }
}

/** Sets it for this browser; whether it could be stored. */
export function setAdvances(on: boolean): boolean {
  try {
    if (on) localStorage.setItem(NAME, "yes");
    else localStorage.removeItem(NAME);
    return true;
  } catch {
    return false;
  }
}
