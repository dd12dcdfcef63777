"use client";

import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { Attention } from "./attention.query";

const LiveAttention = dynamic(() => import("./live-attention"), { ssr: false });

const Counts = createContext<Attention | null>(null);

/** Asks once for the whole frame what waits: the navigation, wide and narrow, and the news read the same answer. */
export function AttentionProvider({ children }: { children: ReactNode }) {
  const path = usePathname();
  const [counts, setCounts] = useState<Attention | null>(null);
  return (
    <Counts value={counts}>
      <LiveAttention path={path} onCounts={setCounts} />
      {children}
    </Counts>
  );
}

/** What waits, or null before it is known. */
export const useAttention = (): Attention | null => useContext(Counts);
