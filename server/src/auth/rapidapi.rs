//! RapidAPI's proxy: what its headers say is believed only with the secret shared with it.

use axum::http::HeaderMap;
use ocr_facture::{Error, ErrorKind, Result};
use subtle::{Choice, ConstantTimeEq};

/// Whom the proxy speaks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Subscriber<'a> {
    pub(super) user: &'a str,
    pub(super) plan: String,
}

/// The subscriber in these headers; none where no secret is configured or it is not the one presented: the headers
/// then mean nothing.
///
/// # Errors
/// `invalid_input` when the proxy itself leaves the user or the plan out.
pub(super) fn subscriber<'a>(headers: &'a HeaderMap, secrets: &[String]) -> Result<Option<Subscriber<'a>>> {
    let Some(presented) = headers.get("x-rapidapi-proxy-secret") else { return Ok(None) };
    // Every secret is compared, whole: the time tells nothing.
    let secrets = secrets.iter().filter(|s| !s.is_empty());
    let matched = secrets.fold(Choice::from(0), |any, s| any | s.as_bytes().ct_eq(presented.as_bytes()));
    if !bool::from(matched) {
        return Ok(None);
    }
    let text = |name: &str| {
        let value = headers.get(name).and_then(|v| v.to_str().ok()).map(str::trim);
        value.filter(|v| (1..=128).contains(&v.len())).ok_or_else(|| {
            Error::new(ErrorKind::InvalidInput, "Un en-tête de RapidAPI manque ou est trop long.")
                .with("header", name.to_owned())
        })
    };
    let (user, plan) = (text("x-rapidapi-user")?, text("x-rapidapi-subscription")?);
    Ok(Some(Subscriber { user, plan: plan.to_ascii_uppercase() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect()
    }

    #[test]
    fn nothing_is_believed_without_the_secret() {
        let secrets = ["s3cret".to_owned(), String::new(), "next".to_owned()];
        let who = [("x-rapidapi-user", "anne"), ("x-rapidapi-subscription", "mega")];
        let with = |secret: &'static str| {
            let mut all = who.to_vec();
            all.push(("x-rapidapi-proxy-secret", secret));
            headers(&all)
        };
        assert_eq!(subscriber(&headers(&who), &secrets).unwrap(), None);
        for wrong in ["", "s3cre", "s3cret ", "S3CRET", "s3crets"] {
            let headers = with(wrong);
            let trimmed = wrong.trim() == "s3cret";
            assert_eq!(subscriber(&headers, &secrets).unwrap().is_some(), trimmed && wrong == "s3cret", "{wrong:?}");
        }
        assert_eq!(subscriber(&with("s3cret"), &[]).unwrap(), None);
        for right in ["s3cret", "next"] {
            let headers = with(right);
            let expected = Subscriber { user: "anne", plan: "MEGA".into() };
            assert_eq!(subscriber(&headers, &secrets).unwrap(), Some(expected));
        }
        let alone = headers(&[("x-rapidapi-proxy-secret", "next")]);
        assert_eq!(subscriber(&alone, &secrets).unwrap_err().code(), "invalid_input");
    }
}
