import { ADMISSION, describeCases } from './judge-cases';

describeCases('sidecar', ADMISSION);
