import { callsRow, languagesRow } from './languages';
import { packageRow, testsRow } from './package';
import { checkRows, egressRow, loadRow } from './questions';
import type { Row } from './row';
import { meshRow, objectsRow, proofsRow } from './synth';

/** All rows, in the order in which they are measured and shown. */
export const ROWS: readonly Row[] = [objectsRow, meshRow, proofsRow, loadRow, egressRow, ...checkRows, languagesRow, callsRow, packageRow, testsRow];
