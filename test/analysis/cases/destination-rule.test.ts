import { ADMISSION, describeCases } from './judge-cases';

describeCases('destination-rule', ADMISSION);
