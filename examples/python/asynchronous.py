"""Lit deux factures à la fois, dix secondes au plus. Reads two invoices at once, for ten seconds at most."""

import asyncio

from ocr_facture_api import AsyncOCRFactureAPI


async def main() -> None:
    async with AsyncOCRFactureAPI() as api:
        work = asyncio.gather(api.extract_from_file("facture.pdf"), api.parse_facturx("facturx.pdf"))
        for result in await asyncio.wait_for(work, timeout=10):
            print(result)


asyncio.run(main())
