"use client";

import { useState } from "react";
import { Button } from "../ui/button";

/** Discards an unsent answer. It exists nowhere else and cannot be restored, so the first press only asks. */
export function DiscardButton({ onDiscard }: { readonly onDiscard: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button size="small" onClick={() => setAsked(true)}>
        この端末から消す
      </Button>
    );
  }
  return (
    <span className="row" role="group" aria-label="この端末から消す">
      <span>この内容は、この端末にしかありません。消すと元に戻せません。</span>
      <Button size="small" onClick={onDiscard}>
        元に戻せないが消す
      </Button>
      <Button size="small" onClick={() => setAsked(false)}>
        残す
      </Button>
    </span>
  );
}
