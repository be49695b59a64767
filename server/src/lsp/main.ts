import { collectOnceAtRest } from './idle-memory.ts';
import { serve } from './serve.ts';

collectOnceAtRest();
serve(process.argv.slice(2));
