/** Of the product; the release changes it together with the manifests. */
export const VERSION = '0.1.0';
