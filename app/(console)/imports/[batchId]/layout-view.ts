import type { LayoutView } from "@/components/intake/column-map";

/** What the check stored about a file, as the page draws it; null before the check. */
export const toLayout = (stored: unknown): LayoutView | null => stored as LayoutView | null;
