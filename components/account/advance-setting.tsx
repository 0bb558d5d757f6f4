"use client";

import { useState, useSyncExternalStore } from "react";
import { advances, setAdvances } from "../checklist/advance";
import { Checkbox } from "../ui/checkbox";

const never = () => () => undefined;

/** Whether answering leads on. Kept in this browser, at once, without being sent. */
export function AdvanceSetting() {
  const stored = useSyncExternalStore(never, advances, () => false);
  const [chosen, setChosen] = useState<boolean | null>(null);
  return (
    <div className="with-script">
      <Checkbox
        name="advance"
        label="答えたら次の未回答へ進む"
        hint="次の未回答がほかの画面にあるときは、「次の未回答へ」のボタンに移るだけです（Enter で進みます）。このブラウザだけの設定です。すぐに変わります。"
        checked={chosen ?? stored}
        onChange={({ target }) => setChosen(setAdvances(target.checked) ? target.checked : false)}
      />
    </div>
  );
}
