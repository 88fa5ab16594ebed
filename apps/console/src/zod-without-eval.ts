import { z } from 'zod';

/** zod would try `new Function` for speed as soon as a schema is made; the Content-Security-Policy refuses and reports that. */
z.config({ jitless: true });
