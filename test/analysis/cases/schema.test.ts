import { ADMISSION, describeCases } from './judge-cases';

describeCases('schema', ADMISSION);
