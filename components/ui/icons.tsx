import type { SVGProps } from "react";

/** Stroke paths on a 24-unit grid. `mirror` flips arrows and other pointing shapes in right-to-left pages. */
const PATHS = {
  home: ["M4 11.5 12 5l8 6.5", "M6 10v9h12v-9", "M10 19v-5h4v5"],
  import: ["M12 4v10", "m8 10 4 4 4-4", "M5 16v3h14v-3"],
  export: ["M12 14V4", "m8 8 4-4 4 4", "M5 16v3h14v-3"],
  quarantine: ["M12 4 3.5 19h17z", "M12 10v4", "M12 16.8v.2"],
  run: ["M5 7h9", "m11 4 3 3-3 3", "M19 17h-9", "m13 14-3 3 3 3"],
  students: ["M12 5 3 9l9 4 9-4z", "M7 11v5c2.5 2.2 7.5 2.2 10 0v-5", "M21 9v5"],
  mentors: [
    "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11Z",
    "M3 19c.5-3.5 3-5 6-5s5.5 1.5 6 5",
    "M16 5.2a3 3 0 0 1 0 5.6",
    "M17.5 14.3c2 .5 3.2 2 3.5 4.7",
  ],
  heat: ["M4 4h7v7H4z", "M13 4h7v7h-7z", "M4 13h7v7H4z", "M13 13h7v7h-7z"],
  waiting: ["M7 4h10", "M7 20h10", "M8 4v3.5l4 4.5 4-4.5V4", "M8 20v-3.5l4-4.5 4 4.5V20"],
  capacity: ["M5 20v-9", "M10 20V7", "M15 20v-6", "M20 4v6", "M17 7h6"],
  audit: ["M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6z", "m9 12 2.2 2.2L15.3 10"],
  jobs: ["M12 8v4.5l3 1.8", "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z"],
  settings: [
    "M4 7h9",
    "M17 7h3",
    "M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
    "M4 17h3",
    "M11 17h9",
    "M9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  ],
  bell: ["M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15z", "M10 20.5h4"],
  help: [
    "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z",
    "M9.6 9.6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2 1-1.2 1.9",
    "M12 16.6v.2",
  ],
  print: ["M7 9V4h10v5", "M7 17H4v-8h16v8h-3", "M7 14h10v6H7z"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  close: ["m6 6 12 12", "M18 6 6 18"],
  check: ["m5 12.5 4.5 4.5L19 7.5"],
  plus: ["M12 5v14", "M5 12h14"],
  pencil: ["M4 20h4L19 9l-4-4L4 16z", "m13 7 4 4"],
  trash: ["M5 7h14", "M9 7V4.5h6V7", "M7 7l1 13h8l1-13"],
  search: ["M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z", "m15.5 15.5 4.5 4.5"],
  copy: ["M9 9h10v11H9z", "M6 15H5V4h10v2"],
  user: ["M12 11.5a3.8 3.8 0 1 0 0-7.5 3.8 3.8 0 0 0 0 7.5Z", "M5 20c.6-4 3.5-5.5 7-5.5s6.4 1.5 7 5.5"],
  key: ["M8.5 19a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Z", "m11.7 11.3 8-8", "m16 7 3 3"],
  language: [
    "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z",
    "M3.5 12h17",
    "M12 3.5c3 3 3 14 0 17",
    "M12 3.5c-3 3-3 14 0 17",
  ],
  sun: [
    "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z",
    "M12 3v2",
    "M12 19v2",
    "M3 12h2",
    "M19 12h2",
    "m5.6 5.6 1.4 1.4",
    "m17 17 1.4 1.4",
    "m18.4 5.6-1.4 1.4",
    "M7 17l-1.4 1.4",
  ],
  moon: ["M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z"],
  screen: ["M4 5h16v11H4z", "M9 20h6", "M12 16v4"],
  info: ["M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z", "M12 11v5", "M12 8v.2"],
  warning: ["M12 4 3.5 19h17z", "M12 10v4", "M12 16.8v.2"],
  file: ["M6 3.5h8l4 4v13H6z", "M14 3.5v4h4"],
  refresh: ["M19 12a7 7 0 1 1-2-5", "M19 4v4h-4"],
  eye: [
    "M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12Z",
    "M12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z",
  ],
  lock: ["M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  chevronUp: ["m7 14 5-5 5 5"],
  chevronDown: ["m7 10 5 5 5-5"],
  sort: ["M8 6v12", "m5 15 3 3 3-3", "M16 18V6", "m13 9 3-3 3 3"],
  up: ["M12 18V6", "m7 11 5-5 5 5"],
  down: ["M12 6v12", "m7 13 5 5 5-5"],
  forward: ["m10 6 6 6-6 6"],
  back: ["m14 6-6 6 6 6"],
  signOut: ["M10 4H5v16h5", "M10 12h10", "m16 8 4 4-4 4"],
} as const;

const MIRRORED = new Set<string>(["forward", "back", "signOut", "run"]);

export type IconName = keyof typeof PATHS;

type Props = { name: IconName; size?: number } & Omit<SVGProps<SVGSVGElement>, "name" | "ref">;

/** A decorative line icon: always beside words or inside a control that has its own name. */
export function Icon({ name, size = 20, className, ...rest }: Props) {
  const mirror = MIRRORED.has(name) ? "tk-mirror" : undefined;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className={[mirror, className].filter(Boolean).join(" ") || undefined}
      {...rest}
    >
      {PATHS[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}
