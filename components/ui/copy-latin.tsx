"use client";

import { useEffect } from "react";
import { foldDigits } from "@/lib/shared/text";

/** Codes in a selection, with their texts; set by `Code` in another language's digits. */
const codesIn = (selection: Selection): Text[] =>
  [...document.querySelectorAll("[data-code]")]
    .filter((code) => selection.containsNode(code, true))
    .flatMap((code) => [...code.childNodes].filter((node): node is Text => node instanceof Text));

/** What is selected, as every kind of text a program may paste. */
const formsOf = (selection: Selection): Readonly<Record<string, string>> => {
  const box = document.createElement("div");
  for (let at = 0; at < selection.rangeCount; at += 1) box.append(selection.getRangeAt(at).cloneContents());
  return { "text/plain": selection.toString(), "text/html": box.innerHTML };
};

/** What is selected, with Latin digits in these texts for as long as it is read. */
const readLatin = (texts: readonly Text[], selection: Selection): Readonly<Record<string, string>> => {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  const shown = texts.map((text) => text.data);
  const put = (words: readonly string[]) => {
    for (const [i, text] of texts.entries()) text.data = words[i] ?? text.data;
    // As long as before, so the ends are where they were.
    if (anchorNode && focusNode) selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  };
  put(shown.map(foldDigits));
  const copied = formsOf(selection);
  put(shown);
  return copied;
};

/** What is copied off a page holds its codes in Latin digits, as other programs take them; the page shows those of its language. */
export function CopyLatin() {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const selection = window.getSelection();
      if (!event.clipboardData || !selection || selection.isCollapsed) return;
      // What stands in a field is copied as it was typed.
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      const codes = codesIn(selection);
      if (codes.length === 0) return;
      for (const [type, copied] of Object.entries(readLatin(codes, selection)))
        event.clipboardData.setData(type, copied);
      event.preventDefault();
    };
    document.addEventListener("copy", onCopy);
    return () => document.removeEventListener("copy", onCopy);
  }, []);
  return null;
}
