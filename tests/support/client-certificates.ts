/**
 * Self-signed certificates of clients (RFC 8705 §2.2), base64 of the DER. Subject: `CN=partner,O=Example\, Inc.,C=DE`; alternative names:
 * `partner.example.com`, `spiffe://example.com/partner`, `192.0.2.7`, `partner@example.com`; the intruder’s likewise.
 */
export const CERTIFICATES = {
  partner:
    'MIICIDCCAcagAwIBAgIUZRNDbNFRopIvNYvwHOM8vYKJxKIwCgYIKoZIzj0EAwIwNzELMAkGA1UEBhMCREUxFjAUBgNVBAoMDUV4YW1wbGUsIEluYy4xEDAOBgNVBAMMB3BhcnRuZXIwIBcNMjYxMTI3MDMzNTQxWhgPMjEyNjExMDMwMzM1NDFaMDcxCzAJBgNVBAYTAkRFMRYwFAYDVQQKDA1FeGFtcGxlLCBJbmMuMRAwDgYDVQQDDAdwYXJ0bmVyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAECU9XMPiNI79NyM7ma3we9gZCzc0KeQPANxCw6VNhWkHf7Tf8qSzXxv6THOPC0rHeNCaQlrxeMkr4Psztvg50TKOBrTCBqjAdBgNVHQ4EFgQUylJLLPc3+FfQKaEf0ZNdDzdXnqEwHwYDVR0jBBgwFoAUylJLLPc3+FfQKaEf0ZNdDzdXnqEwDwYDVR0TAQH/BAUwAwEB/zBXBgNVHREEUDBOghNwYXJ0bmVyLmV4YW1wbGUuY29thhxzcGlmZmU6Ly9leGFtcGxlLmNvbS9wYXJ0bmVyhwTAAAIHgRNwYXJ0bmVyQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIQDGqUlPdqnyZvuw20mCmbpDthBKw8cSDcLYVE83lpo6BAIgTMKknlAS52VAbY+b+x8LnaZes6EM2A/GRtqVdc2wgME=',
  intruder:
    'MIICJTCCAcugAwIBAgIUNY6edrRKZRomEx2uGo021rNteD8wCgYIKoZIzj0EAwIwODELMAkGA1UEBhMCREUxFjAUBgNVBAoMDUV4YW1wbGUsIEluYy4xETAPBgNVBAMMCGludHJ1ZGVyMCAXDTI2MTEyNzAzMzU0MloYDzIxMjYxMTAzMDMzNTQyWjA4MQswCQYDVQQGEwJERTEWMBQGA1UECgwNRXhhbXBsZSwgSW5jLjERMA8GA1UEAwwIaW50cnVkZXIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATjag6yjHEVBTIXKo4GtknIVkxyPWphjhj1yYjfBwOb4QVHU4D8embdZ5g2SiiKPH6ujYJJ9X+EZfDTDoc3hmbvo4GwMIGtMB0GA1UdDgQWBBTQkNeJcsM4rDrhUUQ98GH1aKLHOzAfBgNVHSMEGDAWgBTQkNeJcsM4rDrhUUQ98GH1aKLHOzAPBgNVHRMBAf8EBTADAQH/MFoGA1UdEQRTMFGCFGludHJ1ZGVyLmV4YW1wbGUuY29thh1zcGlmZmU6Ly9leGFtcGxlLmNvbS9pbnRydWRlcocEwAACB4EUaW50cnVkZXJAZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDSAAwRQIgU/aVow8CGIs9ZyREBl47ajjqz8rukmAJapBcXekOL9UCIQCN3MEccgbgmcDN4pNUoaZxrtaWgcCOCDULgj92Y/Kp9A==',
} as const;

/** Headers as the test product is told to take them from its proxy. */
export const CERTIFICATE_ENV = { CLIENT_CERTIFICATE_HEADER: 'Client-Cert', CLIENT_CERTIFICATE_VERIFIED_HEADER: 'X-Client-Verify' };

/** Where the proxy asks for certificates, when that is another origin (RFC 8705 §5). */
export const CERTIFICATE_ORIGIN = 'https://mtls.example.com';

/** What a proxy sends for a client that has shown a certificate (RFC 9440 §2.2). */
export function certificateHeaders(base64: string, verified = true): Record<string, string> {
  return { 'client-cert': `:${base64}:`, 'x-client-verify': verified ? 'SUCCESS' : 'FAILED:self-signed certificate' };
}
