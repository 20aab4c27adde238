// The same package for require().

const { OCRFactureAPI, OCRFactureNotFoundError } = require("ocr-facture-api");

(async () => {
  const api = new OCRFactureAPI();
  const error = await api.extractFromFile("nulle/part.pdf").catch((error) => error);
  if (!(error instanceof OCRFactureNotFoundError)) throw error;
  // One class, whether imported or required.
  const esm = await import("ocr-facture-api");
  if (esm.OCRFactureNotFoundError !== OCRFactureNotFoundError) process.exit(1);
  console.log((await api.extractFromFile("facture.pdf")).invoice.number);
})();
