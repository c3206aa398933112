type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the members that hold `undefined`: a verb tells apart what was not said. */
export const defined = <T extends object>(of: T): Partial<Defined<T>> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>;
