// The same from CommonJS.

import facture = require("ocr-facture-api");

const api = new facture.OCRFactureAPI();
export const reading: Promise<facture.Extraction> = api.extractFromFile("a.pdf");
export const error: facture.OCRFactureError = new facture.OCRFactureValidationError("m");
