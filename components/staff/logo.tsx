/** Three strands that meet in one place: many students, the right mentor. Same drawing as `public/icon.svg`. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
      className="tk-mirror"
    >
      <rect width="32" height="32" rx="8" fill="var(--tk-palette-rail-active)" />
      <g fill="none" stroke="#fff" strokeWidth="2.2" strokeLinecap="round">
        <path d="M9 8.5h4.5c4 0 4 7.5 9.5 7.5M9 16h14M9 23.5h4.5c4 0 4-7.5 9.5-7.5" />
      </g>
      <g fill="var(--tk-palette-rail-mark)">
        <circle cx="8.5" cy="8.5" r="2.4" />
        <circle cx="8.5" cy="16" r="2.4" />
        <circle cx="8.5" cy="23.5" r="2.4" />
      </g>
      <circle cx="23.5" cy="16" r="3.6" fill="#fff" />
    </svg>
  );
}
