// Un service qui lit les factures qu'on lui envoie. A service that reads the invoices it is sent.
//
//     npm install express ocr-facture-api
//     node recipe_express.mjs [port]
//     curl -H 'content-type: application/pdf' --data-binary @facture.pdf localhost:3000/factures
//
// Le corps de la requête est lu à mesure qu'il vient, 10 Mo au plus ; un client qui part arrête le travail. Il reste à
// savoir qui appelle : ce service répond à tous.

import express from "express";
import { OCRFactureAPI, OCRFactureError } from "ocr-facture-api";

const LIMIT = 10_000_000;
const STATUS = { too_large: 413, timeout: 504, ocr_unavailable: 501, internal: 500 };

const api = new OCRFactureAPI({ concurrency: 2 });
const app = express();
app.disable("x-powered-by");

app.post("/factures", async (request, response) => {
  // Avant d'en rien lire : un corps qu'on cesse de lire en chemin ne laisse pas répondre.
  if (Number(request.headers["content-length"]) > LIMIT) return response.status(413).json({ code: "too_large" });
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const options = { limits: { bytes: LIMIT }, timeout: 30_000, signal: gone.signal };
  const { invoice, fields } = await api.extractFromBytes(request, options);
  const doubtful = Object.entries(fields).filter(([, { confidence }]) => confidence < 0.9);
  return response.json({ invoice, doubtful: doubtful.map(([path]) => path) });
});

app.use((error, _request, response, next) => {
  if (!(error instanceof OCRFactureError)) return next(error);
  if (response.destroyed) return undefined;
  return response.status(STATUS[error.code] ?? 422).json(error);
});

const server = app.listen(Number(process.argv[2] ?? 3000), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/factures`);
});
process.on("SIGTERM", () => {
  server.close();
  server.closeIdleConnections();
});
