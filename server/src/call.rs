//! A verb to do, with its document: what the workers are asked.

use bytes::Bytes;
use ocr_facture::document::Limits;
use ocr_facture::verbs::Request;

use crate::config::Config;
use crate::idempotency::Fingerprint;

/// A verb with all it needs.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The verb and its options.
    pub(crate) request: Request,
    /// The bytes of its document.
    pub(crate) document: Option<Bytes>,
}

impl Call {
    /// The call, with limits and time no greater than the server allows.
    pub(crate) fn bounded(mut request: Request, document: Option<Bytes>, config: &Config) -> Self {
        if let Some((limits, timeout)) = costs(&mut request) {
            config.documents.bound(limits);
            let most = config.workers.seconds.saturating_mul(1000);
            *timeout = Some(timeout.map_or(most, |asked| asked.min(most)));
        }
        Self { request, document }
    }

    /// What is asked, in 32 bytes.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        Self::fingerprint_of_all([("", self)])
    }

    /// What is asked of several documents alike, each with the name its answer tells.
    pub(crate) fn fingerprint_of_all<'a>(calls: impl IntoIterator<Item = (&'a str, &'a Self)>) -> Fingerprint {
        let mut calls = calls.into_iter().peekable();
        // A request was read from JSON, so it goes back to it.
        let request = calls.peek().and_then(|(_, call)| serde_json::to_value(&call.request).ok()).unwrap_or_default();
        Fingerprint::of(&request, calls.filter_map(|(name, call)| Some((name, call.document.as_deref()?))))
    }
}

/// What the request allows itself.
fn costs(request: &mut Request) -> Option<(&mut Limits, &mut Option<u64>)> {
    match request {
        Request::ExtractFromBytes { options }
        | Request::ExtractFromFile { options, .. }
        | Request::ExtractFromBase64 { options, .. }
        | Request::ParseFacturx { options } => Some((&mut options.limits, &mut options.timeout)),
        Request::CheckCompliance { options }
        | Request::CheckInvoice { options, .. }
        | Request::Validate { options } => Some((&mut options.limits, &mut options.timeout)),
        Request::GenerateFacturx { options, .. } | Request::ConvertToFacturx { options } => {
            Some((&mut options.limits, &mut options.timeout))
        }
        Request::GenerateXml { .. }
        | Request::Export { .. }
        | Request::ValidateVat { .. }
        | Request::Languages {}
        | Request::Quota {} => None,
    }
}
