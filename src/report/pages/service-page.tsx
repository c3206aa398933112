import type { FC, PropsWithChildren } from 'hono/jsx';
import { Document, type DocumentOptions } from '../document.js';

/** Pages of the service, each by the name under which the others link to it. */
const places = [
  { path: '/', name: 'Recommend' },
  { path: '/decisions', name: 'Decisions' },
  { path: '/evidence', name: 'Evidence' },
  { path: '/rule-sets', name: 'Rule sets' },
  { path: '/rules', name: 'Rules' },
  { path: '/docs', name: 'API' },
  { path: '/docs/guide', name: 'Guide' },
] as const;
export type PlaceName = (typeof places)[number]['name'];

export interface ServicePageOptions extends Omit<DocumentOptions, 'forms'> {
  /** The entry of the menu that it belongs to; absent: to none. */
  readonly place?: PlaceName;
}

/** A page of the service: one that can be read without scripts, with a menu and forms that ask the service itself. */
export const ServicePage: FC<PropsWithChildren<ServicePageOptions>> = ({ place, children, ...options }) => (
  <Document {...options} forms="self">
    <Menu current={place} />
    {children}
  </Document>
);

/** Links to all pages. */
const Menu: FC<{ readonly current: PlaceName | undefined }> = ({ current }) => (
  <nav aria-label="Pages">
    <ul class="menu">
      {places.map(({ path, name }) => (
        <li>
          <a href={path} aria-current={name === current ? 'page' : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
