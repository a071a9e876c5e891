import { ADMISSION, describeCases } from './recorded-cases';

describeCases('service-entry', ADMISSION);
