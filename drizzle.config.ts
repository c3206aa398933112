import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/store/schema.ts', './src/store/views.ts'],
  out: './migrations',
  casing: 'snake_case',
});
