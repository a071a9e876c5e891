import { ADMISSION, describeCases } from './recorded-cases';

describeCases('gateway', ADMISSION);
