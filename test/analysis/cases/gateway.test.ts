import { ADMISSION, describeCases } from './judge-cases';

describeCases('gateway', ADMISSION);
