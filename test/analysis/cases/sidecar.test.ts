import { ADMISSION, describeCases } from './recorded-cases';

describeCases('sidecar', ADMISSION);
