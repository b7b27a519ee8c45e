import { goTo } from '../state/route.ts';

/** The sign of the house; leads to the list of flows. */
export function Brand() {
  return (
    <a
      className="brand"
      href="/flows"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        goTo({ page: 'flows' });
      }}
      aria-label="Patchcord, all flows"
    >
      <svg
        viewBox="0 0 24 24"
        width="22"
        height="22"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <circle cx="5" cy="6" r="2.4" />
        <circle cx="19" cy="18" r="2.4" />
        <path d="M7.4 6H14a3 3 0 0 1 0 6h-4a3 3 0 0 0 0 6h6.6" />
      </svg>
      <span>Patchcord</span>
    </a>
  );
}
