import { ADMISSION, describeCases } from './recorded-cases';

describeCases('virtual-service', ADMISSION);
