"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { Icon } from "./icons";
import css from "./toasts.module.css";

type Toast = { id: number; tone: "ok" | "bad"; content: ReactNode };
type Show = (tone: Toast["tone"], content: ReactNode) => void;

const ToastContext = createContext<Show>(() => {});
const OK_MS = 5_000;
let nextId = 1;

/** Short notices at the edge of the screen: successes leave by themselves, errors stay until closed. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("ui");
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const close = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback<Show>(
    (tone, content) => {
      const id = nextId++;
      setToasts((all) => [...all.slice(-3), { id, tone, content }]);
      if (tone === "ok") setTimeout(() => close(id), OK_MS);
    },
    [close],
  );
  return (
    <ToastContext.Provider value={show}>
      {children}
      <div className={css.stack} role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className={`${css.toast} ${css[toast.tone]}`}>
            <Icon name={toast.tone === "ok" ? "check" : "warning"} size={20} />
            <span>{toast.content}</span>
            <button
              type="button"
              className={css.close}
              onClick={() => close(toast.id)}
              aria-label={t("close")}
            >
              <Icon name="close" size={16} />
            </button>
          </div>
        ))}
      </div>
    </ToastContext.Provider>
  );
}

/** `const toast = useToast(); toast("ok", t("saved"))` */
export const useToast = (): Show => useContext(ToastContext);
