"use client";

import { useContext } from "react";
import { FormProblemsContext } from "./form-problems";

/** The number that sending the form confirms under this name: that of the page, or the one that a refusal asked about since. */
export function ConfirmedNumber({ name, value }: { readonly name: string; readonly value: number }) {
  return useContext(FormProblemsContext)?.confirms?.numbers[name] ?? value;
}
