import { ADMISSION, describeCases } from './recorded-cases';

describeCases('destination-rule', ADMISSION);
