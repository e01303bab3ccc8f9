// Which build of the program this is: a hash of its sources that the bundler writes in. Undefined when it runs from its sources, which
// change under our feet: nothing is kept between runs then.

declare const PHI_LENS_BUILD: string | undefined;

export const BUILD: string | undefined = typeof PHI_LENS_BUILD === "string" ? PHI_LENS_BUILD : undefined;
