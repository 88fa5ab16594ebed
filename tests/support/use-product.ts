import { afterAll, beforeAll } from 'vitest';
import { startProduct, type Product, type ProductOptions } from './product.ts';
import { standardFixture } from './standard-fixture.ts';

/** One product for all tests of the file; what is returned gives it once the tests run. */
export function useProduct(options: ProductOptions = {}): () => Product {
  let product: Product | null = null;
  beforeAll(async () => {
    product = await startProduct({ fixture: standardFixture(), ...options });
  });
  afterAll(async () => {
    await product?.stop();
  });
  return () => {
    if (product === null) throw new Error('the product runs only while tests run');
    return product;
  };
}
