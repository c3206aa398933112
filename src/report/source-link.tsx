import type { FC } from 'hono/jsx';
import type { Source } from '../settings/recommendation.js';
import { isWebAddress } from './web-address.js';

/** Where a rule is from, as a link where it has an address of the web. */
export const SourceLink: FC<{ readonly source: Source }> = ({ source: { title, section, url } }) => {
  const text = [title, section].filter(Boolean).join(', ');
  return url !== undefined && isWebAddress(url) ? (
    <a href={url} rel="noreferrer noopener">
      {text}
    </a>
  ) : (
    text
  );
};
