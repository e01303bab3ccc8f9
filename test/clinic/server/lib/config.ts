/** The addresses and settings of this deployment. */
export const config = {
  port: Number(process.env.PORT ?? 8080),
  publicUrl: process.env.PUBLIC_URL ?? "https://portal.harbor.health",
  eligibilityUrl: "https://api.coverlink.io/v1",
  labUrl: "http://results.northlab.net/api",
  documentsBucket: process.env.DOCUMENTS_BUCKET ?? "harbor-documents",
  kmsKeyId: process.env.KMS_KEY_ID,
};
