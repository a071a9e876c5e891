import { ADMISSION, describeCases } from './judge-cases';
import { ALL_RULES } from '../../../src/analysis/rules';

/** The codes of `istioctl analyze` that there are rules for. */
const CODES = [...new Set(ALL_RULES.map(rule => rule.upstream).filter(upstream => /^IST[0-9]+$/.test(upstream)))];

describeCases('analyzers', [...ADMISSION, ...CODES]);
describeCases('capture-annotations', [...ADMISSION, ...CODES]);
