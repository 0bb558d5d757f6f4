"use client";

import { Button } from "./button";
import { Icon } from "./icon";

export function PrintButton() {
  return (
    <Button size="small" onClick={() => window.print()}>
      <Icon name="print" />
      印刷する
    </Button>
  );
}
