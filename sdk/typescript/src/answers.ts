import { answerTypes } from './generated/answers.gen.js';

/**
 * Whether an answer that went well is one of the operation's: of the media type that it answers in, of several that which the
 * request accepts. A proxy's page is none.
 * @param url path of the operation, with the names of its parameters
 */
export function isOfOperation(response: Response, request: Request, url: string): boolean {
  const types = answerTypes[`${request.method} ${url}`] ?? ['application/json'];
  if (types.length === 0) return response.status === 204;
  const accepted = request.headers.get('accept') ?? '';
  const wanted = types.filter((type) => accepted.includes(type));
  const [type = ''] = (response.headers.get('content-type') ?? '').toLowerCase().split(/\s*;/);
  return (wanted.length === 0 ? types : wanted).includes(type);
}
