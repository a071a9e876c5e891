import { ADMISSION, describeCases } from './recorded-cases';

describeCases('schema', ADMISSION);
