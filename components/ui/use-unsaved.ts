"use client";

import { useCallback, useEffect, useState } from "react";
import { hold, mayLeave } from "./leave-store";

/**
 * Keeps a form with unsaved fields from being left unasked. `saved` says that it is no longer so, before anything is drawn
 * again: what comes right after a save is no leaving. `leave` asks about this form only.
 */
export const useUnsaved = (isDirty: boolean) => {
  const [form] = useState(() => Symbol("form"));
  useEffect(() => {
    hold(form, isDirty);
    return () => hold(form, false);
  }, [form, isDirty]);
  const saved = useCallback(() => hold(form, false), [form]);
  const leave = useCallback((go: () => void) => mayLeave(go, form), [form]);
  return { saved, leave };
};
