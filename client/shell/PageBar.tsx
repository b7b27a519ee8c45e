import { type MouseEvent, useEffect, useRef } from 'react';
import { DESK_PAGES, type DeskPage, goTo, pathOf } from '../state/route.ts';
import { useUnread } from '../state/unread.ts';
import { Brand } from './Brand.tsx';
import { ThemeButton } from './ThemeButton.tsx';

/** The bar above pages that are not the designer: it leads from one to the next. */
export function PageBar({ page }: { readonly page: DeskPage }) {
  const unread = useUnread();
  const links = useRef<HTMLElement>(null);
  // On small screens the bar is longer than the screen is wide.
  useEffect(() => {
    const current = links.current?.querySelector(`[href="${pathOf({ page })}"]`);
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [page]);
  return (
    <header className="top-bar">
      <Brand />
      <nav className="page-links" aria-label="Pages" ref={links}>
        {DESK_PAGES.map((one) => (
          <a
            key={one.page}
            href={pathOf({ page: one.page })}
            aria-current={one.page === page ? 'page' : undefined}
            onClick={(event) => follow(event, one.page)}
          >
            {one.title}
            {one.page === 'voicemail' && unread > 0 && <Unread count={unread} />}
          </a>
        ))}
      </nav>
      <ThemeButton />
    </header>
  );
}

function Unread({ count }: { readonly count: number }) {
  return (
    <span className="page-unread">
      {count > 99 ? '99+' : count}
      <span className="visually-hidden"> new</span>
    </span>
  );
}

/** Without a reload, unless another tab is wished for. */
function follow(event: MouseEvent, page: DeskPage): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  goTo({ page });
}
