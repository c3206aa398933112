/** What a recommendation was made of and by, beside what it says itself; as far as it is known. */
export interface Provenance {
  /** Name of the file, and SHA-256 of its bytes. */
  readonly file?: { readonly name: string; readonly sha256: string };
  /** Version of Sextant. */
  readonly appVersion?: string;
}
