// The same class before a server: a small one of ours, which answers as told.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";

import {
  OCRFactureAPI,
  OCRFactureAuthError,
  OCRFactureCancelledError,
  OCRFactureNetworkError,
  OCRFactureSignatureError,
  OCRFactureUnavailableError,
  OCRFactureValidationError,
  verifyWebhook,
} from "ocr-facture-api";

import { api, pdf } from "./common.mjs";

/** A server that answers each call by the next of these, and notes what it was asked. */
async function serve(...answers) {
  const asked = [];
  const server = createServer(async (request, response) => {
    let size = 0;
    for await (const chunk of request) size += chunk.length;
    asked.push({ url: request.url, headers: request.headers, size });
    const { status = 200, headers = {}, body } = answers.length > 1 ? answers.shift() : answers[0];
    if (body === undefined) return;
    response.writeHead(status, { "content-type": status === 200 ? "application/json" : "application/problem+json", ...headers });
    response.end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { baseUrl: `http://127.0.0.1:${server.address().port}`, asked };
}

const problem = (status, code, headers) => {
  const body = { type: "about:blank", title: code, status, detail: "Pas ainsi.", code, request_id: "req_7", context: { limit: "x" } };
  return { status, headers, body };
};

test("a verb is asked of the server, and its answer is the local one", async () => {
  const body = await api.extractFromBytes(pdf);
  const { baseUrl, asked } = await serve({ body });
  const client = new OCRFactureAPI({ baseUrl, apiKey: "ocrf_test_1" });
  assert.deepEqual(await client.extractFromBytes(pdf, { text: false, idempotencyKey: "k1", requestId: "mine" }), body);
  assert.equal(asked[0].url, "/v1/ocr/upload");
  assert.equal(asked[0].headers.authorization, "Bearer ocrf_test_1");
  assert.equal(asked[0].headers["idempotency-key"], "k1");
  assert.equal(asked[0].headers["x-request-id"], "mine");
  assert.ok(asked[0].size > pdf.length);
  const items = [];
  for await (const item of client.batchExtract([pdf, pdf, pdf])) items.push(item.result);
  assert.deepEqual(items, [body, body, body]);
});

test("an error of the server is of its class, and says what it is called", async () => {
  const { baseUrl } = await serve(problem(401, "unauthorized"));
  await assert.rejects(new OCRFactureAPI({ baseUrl }).quota(), (error) => {
    assert.ok(error instanceof OCRFactureAuthError);
    assert.deepEqual([error.status, error.requestId, error.message], [401, "req_7", "Pas ainsi."]);
    return error.context.limit === "x";
  });
});

test("what passes is asked again, under one key", async () => {
  const body = await api.quota();
  const { baseUrl, asked } = await serve(problem(503, "unavailable", { "retry-after": "0" }), { body: await api.extractFromBytes(pdf) });
  await new OCRFactureAPI({ baseUrl }).extractFromBytes(pdf);
  assert.equal(asked.length, 2);
  assert.ok(asked[0].headers["idempotency-key"]);
  assert.equal(asked[0].headers["idempotency-key"], asked[1].headers["idempotency-key"]);
  const busy = await serve(problem(503, "unavailable", { "retry-after": "9" }));
  await assert.rejects(new OCRFactureAPI({ baseUrl: busy.baseUrl, maxRetries: 0 }).quota(), (error) => {
    assert.ok(error instanceof OCRFactureUnavailableError);
    return error.retryAfter === 9;
  });
  assert.deepEqual(body, { plan: null, limits: [] });
});

test("a signal ends a call that has no answer", async () => {
  const { baseUrl } = await serve({});
  const client = new OCRFactureAPI({ baseUrl, concurrency: 1 });
  const calls = Array.from({ length: 3 }, () => client.quota({ signal: AbortSignal.timeout(100) }));
  for (const { reason } of await Promise.allSettled(calls)) assert.ok(reason instanceof OCRFactureCancelledError);
});

test("no server, and options that are not understood", async () => {
  await assert.rejects(new OCRFactureAPI({ baseUrl: "http://127.0.0.1:9", maxRetries: 0 }).quota(), OCRFactureNetworkError);
  for (const wrong of [{ baseUrl: "ftp://a" }, { baseUrl: "https://a", apiKey: "" }, { baseUrl: "https://a", maxRetries: -1 }, { apiKey: "k" }]) {
    assert.throws(() => new OCRFactureAPI(wrong), OCRFactureValidationError);
  }
  delete process.env.OCR_FACTURE_URL;
  assert.throws(() => OCRFactureAPI.fromEnv(), /OCR_FACTURE_URL/);
  const { baseUrl, asked } = await serve({ body: { plan: "pro", limits: [] } });
  Object.assign(process.env, { OCR_FACTURE_URL: baseUrl, OCR_FACTURE_API_KEY: "ocrf_test_2" });
  assert.equal((await OCRFactureAPI.fromEnv({ maxRetries: 0 }).quota()).plan, "pro");
  assert.equal(asked[0].headers.authorization, "Bearer ocrf_test_2");
});

test("a webhook is verified", () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const body = '{"type":"job.done"}';
  const headers = (at) => {
    const mac = createHmac("sha256", Buffer.alloc(32, 7)).update(`msg_1.${at}.${body}`).digest("base64");
    return { "webhook-id": "msg_1", "webhook-timestamp": String(at), "webhook-signature": [`v1,${mac}`], host: undefined };
  };
  const now = Math.floor(Date.now() / 1000);
  assert.deepEqual(verifyWebhook(secret, headers(now), body), { id: "msg_1", timestamp: now });
  const web = new Headers(Object.entries(headers(now)).filter(([, value]) => value).map(([name, value]) => [name, String(value)]));
  assert.equal(verifyWebhook(["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", secret], web, Buffer.from(body)).id, "msg_1");
  assert.throws(() => verifyWebhook(secret, headers(now), `${body} `), OCRFactureSignatureError);
  assert.throws(() => verifyWebhook(secret, headers(now - 400), body), OCRFactureSignatureError);
  assert.throws(() => verifyWebhook([], headers(now), body), OCRFactureValidationError);
});
