import { SextantError } from '../errors.js';

const workspace = '{workspace}';
/** What the ids of workspaces begin with. */
const idOfAny = 'wsp_';

/**
 * What the keys of the objects begin with that a workspace may take in.
 * @param importPrefix with `{workspace}` for the id of the workspace; `undefined`: none may take in any
 * @param prefix of the keys of files that were uploaded. They belong to a workspace, and nobody may take in those of others by their keys.
 * @throws SextantError `config_invalid` where one leads to the other
 */
export function importPrefixes(
  importPrefix: string | undefined,
  prefix: string,
): (workspaceId: string) => string | undefined {
  if (importPrefix === undefined) return () => undefined;
  const uploads = `${prefix}${idOfAny}`;
  // As far as it is the same for all workspaces, whose ids begin alike.
  const [common = '', ...others] = importPrefix.split(workspace);
  const imports = others.length > 0 ? `${common}${idOfAny}` : common;
  if (imports.startsWith(uploads) || uploads.startsWith(imports)) throw leadsToUploads(prefix);
  return (workspaceId) => importPrefix.replaceAll(workspace, workspaceId);
}

const leadsToUploads = (prefix: string): SextantError =>
  new SextantError(
    'config_invalid',
    'SEXTANT_S3_IMPORT_PREFIX leads to the files that were uploaded, which belong to their workspaces.',
    { hint: `Choose one such as incoming/, beside SEXTANT_S3_PREFIX (${prefix === '' ? 'empty' : prefix}).` },
  );
