"""Un service qui lit les factures qu'on lui envoie. A service that reads the invoices it is sent.

    pip install fastapi uvicorn python-multipart ocr-facture-api
    uvicorn recipe_fastapi:app
    curl -F file=@facture.pdf localhost:8000/factures

Il reste à savoir qui appelle : ce service répond à tous.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException, Request, UploadFile
from fastapi.responses import JSONResponse
from ocr_facture_api import AsyncOCRFactureAPI, OCRFactureError

LIMIT = 10_000_000
STATUS = {"too_large": 413, "timeout": 504, "ocr_unavailable": 501, "internal": 500}


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with AsyncOCRFactureAPI() as app.state.api:
        yield


app = FastAPI(title="Factures", lifespan=lifespan)


@app.exception_handler(OCRFactureError)
async def refused(_: Request, error: OCRFactureError) -> JSONResponse:
    return JSONResponse(error.to_dict(), STATUS.get(error.code, 422))


@app.post("/factures")
async def read(request: Request, file: UploadFile) -> dict[str, Any]:
    if file.size is None or file.size > LIMIT:
        raise HTTPException(413, "10 Mo au plus")
    api: AsyncOCRFactureAPI = request.app.state.api
    result = await api.extract_from_bytes(await file.read(), timeout=30_000)
    doubtful = [path for path, evidence in result.fields.items() if evidence.confidence < 0.9]
    return {"invoice": result.invoice.to_dict(), "doubtful": doubtful}
