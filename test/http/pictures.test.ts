import { expect, it } from 'vitest';
import { createService } from './helpers.js';
import { namesIn, pictures } from './pictures.js';

/** What programs ask for, beside the operations of `/v1`. */
const ofPrograms = /^\/(?:v1\/|health\/|metrics$|openapi\.json$|docs\/assets\/)/;

it('every page of the service has a picture', () => {
  const { app } = createService();
  const paths = app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  const pages = new Set(paths.filter((path) => !ofPrograms.test(path)));
  expect(pages.size).toBeGreaterThan(10);
  const pictured = Object.values(pictures).flatMap((of) => Object.keys(of));
  expect([...pages].filter((path) => !pictured.includes(path))).toEqual([]);
});

it('no two pictures have one name', () => {
  const names = Object.values(pictures).flatMap(namesIn);
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
});
