/** Where a catalogue of rules has one, by its id, which an edited record may have as it likes. */
export const ruleAddress = (catalogue: string, ruleId: string): string =>
  `${catalogue}#${encodeURIComponent(ruleId.toWellFormed())}`;
