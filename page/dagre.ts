/** The page has the module before its own script. See projenrc/build-page.ts. */
declare const dagre: { readonly exports: typeof import('@dagrejs/dagre') };

export const { graphlib, layout } = dagre.exports;
