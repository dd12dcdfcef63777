"use client";

import { useEffect } from "react";

/** Paper is white: what is printed from the dark theme is printed in the light one, and the screen is as it was afterwards. */
export const useLightPrint = (): void => {
  useEffect(() => {
    const root = document.documentElement;
    let onScreen: string | undefined;
    const before = (): void => {
      onScreen ??= root.dataset["theme"];
      root.dataset["theme"] = "light";
    };
    const after = (): void => {
      if (onScreen) root.dataset["theme"] = onScreen;
      onScreen = undefined;
    };
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
};
