import { ADMISSION, describeCases } from './recorded-cases';
import { ALL_RULES } from '../../../src/analysis/rules';

/** The codes of `istioctl analyze` for which this library has rules. */
const CODES = [...new Set(ALL_RULES.map(rule => rule.upstream).filter(upstream => /^IST[0-9]+$/.test(upstream)))];

describeCases('analyzers', [...ADMISSION, ...CODES]);
describeCases('capture-annotations', [...ADMISSION, ...CODES]);
