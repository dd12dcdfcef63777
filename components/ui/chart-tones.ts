export type ChartTone = "main" | "full" | "over" | "mute";
export type ChartRow = { label: string; values: Readonly<Record<string, number>> };
export type ChartProps = {
  rows: readonly ChartRow[];
  series: readonly { key: string; label: string; tone: ChartTone }[];
  height: number;
};

const COLOURS: Readonly<Record<ChartTone, string>> = {
  main: "var(--tk-palette-heat-l4-bg)",
  full: "var(--tk-palette-heat-l6-bg)",
  over: "var(--tk-palette-heat-over-bg)",
  mute: "var(--tk-palette-surface-strongLine)",
};

/** Colour of a series: of the heat scale, whose steps stay apart for colour-blind eyes and on both backgrounds. */
export const toneColour = (tone: ChartTone): string => COLOURS[tone];
