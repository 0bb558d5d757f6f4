/** Copies a text; whether it could. Only secure origins have a clipboard, and it may refuse; the text can also be selected by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
