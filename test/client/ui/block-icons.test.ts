import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { BlockIcon } from '../../../client/ui/BlockIcon.tsx';
import { blockTypes } from '../../../shared/blocks/index.ts';

it('has the icon of every block', () => {
  const circles = Object.values(blockTypes).filter(({ icon }) => {
    return renderToStaticMarkup(createElement(BlockIcon, { name: icon })).includes('lucide-circle"');
  });
  expect(circles.map(({ icon }) => icon)).toEqual([]);
  expect(renderToStaticMarkup(createElement(BlockIcon, { name: 'no-such-icon' }))).toContain('lucide-circle"');
});
