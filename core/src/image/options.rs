//! What the caller wants done to pictures before they are read.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Preprocessing of pictures: `"auto"`, `"none"`, or an object of steps. Steps the object does not name are decided
/// from the picture, as with `"auto"`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Preprocess {
    /// Each page gets what it needs.
    #[default]
    Auto,
    /// Pictures are read as they are.
    None,
    /// As said, step by step.
    Steps(Steps),
}

impl Preprocess {
    /// What each step is to do.
    pub fn steps(&self) -> Steps {
        match self {
            Self::Auto => Steps::default(),
            Self::None => Steps::NONE,
            Self::Steps(steps) => *steps,
        }
    }
}

/// Whether to do a step, and how much.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Want {
    /// The picture and the reader decide.
    #[default]
    Auto,
    /// Never.
    No,
    /// Always, as much as usual.
    Yes,
    /// Always, that much: above 0, at most 1.
    Much(f32),
}

/// Steps of preprocessing, each `true`, `false`, or a strength from 0 (not done) to 1. Left out, the picture decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Steps {
    /// Turn pages that lie on their side or stand on their head. Strength: how readily. A turn is done when it is at
    /// least `1 - strength` sure; `true` is 0.6.
    #[serde(skip_serializing_if = "Want::is_auto")]
    pub orient: Want,
    /// Make lines level. Strength: the share of the slope taken out; `true` all.
    #[serde(skip_serializing_if = "Want::is_auto")]
    pub deskew: Want,
    /// Rectify photographed sheets. Strength: how readily. Done when the sheet is at least `1 - strength` sure to be one;
    /// `true` is 0.5.
    #[serde(skip_serializing_if = "Want::is_auto")]
    pub perspective: Want,
    /// Even the light out. Strength: the share of the shade taken out; `true` all.
    #[serde(skip_serializing_if = "Want::is_auto")]
    pub background: Want,
    /// Darken faint print. Strength: the share of what lacks to good print; `true` all.
    #[serde(skip_serializing_if = "Want::is_auto")]
    pub contrast: Want,
    /// Smooth grain. Strength: the deviation of the Gaussian in pixels; `true` as the grain asks. Specks are removed by
    /// a median where there are many, whatever the strength above 0.
    #[serde(skip_serializing_if = "Want::is_auto")]
    pub denoise: Want,
    /// Enlarge. Strength: 0.5 for one and a half times, 1 for twice; `true` as the size of the letters asks, at least
    /// one and a half times.
    #[serde(skip_serializing_if = "Want::is_auto")]
    pub upscale: Want,
    /// Make black and white (Sauvola). Strength: how hard a pixel is to blacken, half of Sauvola's `k`; `true` 0.6. Left
    /// out: not done, for readers read worse after it.
    #[serde(skip_serializing_if = "Want::is_auto")]
    pub binarize: Want,
    /// What becomes of colours. Readers see levels of gray: `true` makes the gray that keeps coloured ink, stamps and
    /// highlighted text apart from their ground, `false` plain luminance. Left out: as `true` on pages with colours. The
    /// document itself is never changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_color: Option<bool>,
}

impl Steps {
    /// No step at all.
    pub const NONE: Self = Self {
        orient: Want::No,
        deskew: Want::No,
        perspective: Want::No,
        background: Want::No,
        contrast: Want::No,
        denoise: Want::No,
        upscale: Want::No,
        binarize: Want::No,
        keep_color: Some(false),
    };
}

impl Want {
    fn is_auto(&self) -> bool {
        *self == Self::Auto
    }

    /// The strength to do the step with, 0 for not at all: `auto` where the picture decides, `usual` for plain yes.
    pub(super) fn or(self, auto: f32, usual: f32) -> f32 {
        match self {
            Self::Auto => auto,
            Self::No => 0.0,
            Self::Yes => usual,
            Self::Much(strength) => strength,
        }
    }
}

impl Serialize for Want {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => serializer.serialize_none(),
            Self::No => serializer.serialize_bool(false),
            Self::Yes => serializer.serialize_bool(true),
            Self::Much(strength) => serializer.serialize_f32(*strength),
        }
    }
}

impl<'de> Deserialize<'de> for Want {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Wanted;
        impl Visitor<'_> for Wanted {
            type Value = Want;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false, or a strength from 0 to 1")
            }

            fn visit_bool<E>(self, yes: bool) -> Result<Want, E> {
                Ok(if yes { Want::Yes } else { Want::No })
            }

            fn visit_f64<E: serde::de::Error>(self, strength: f64) -> Result<Want, E> {
                match strength {
                    0.0 => Ok(Want::No),
                    s if s > 0.0 && s <= 1.0 => Ok(Want::Much(s as f32)),
                    s => Err(E::invalid_value(serde::de::Unexpected::Float(s), &self)),
                }
            }

            fn visit_u64<E: serde::de::Error>(self, strength: u64) -> Result<Want, E> {
                self.visit_f64(strength as f64)
            }

            fn visit_i64<E: serde::de::Error>(self, strength: i64) -> Result<Want, E> {
                self.visit_f64(strength as f64)
            }

            fn visit_unit<E>(self) -> Result<Want, E> {
                Ok(Want::Auto)
            }
        }
        deserializer.deserialize_any(Wanted)
    }
}

impl Serialize for Preprocess {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => serializer.serialize_str("auto"),
            Self::None => serializer.serialize_str("none"),
            Self::Steps(steps) => steps.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Preprocess {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Wanted;
        impl<'de> Visitor<'de> for Wanted {
            type Value = Preprocess;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"auto\", \"none\", or an object of steps")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Preprocess, E> {
                match name {
                    "auto" => Ok(Preprocess::Auto),
                    "none" => Ok(Preprocess::None),
                    other => Err(E::unknown_variant(other, &["auto", "none"])),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Preprocess, A::Error> {
                Steps::deserialize(MapAccessDeserializer::new(map)).map(Preprocess::Steps).map_err(A::Error::custom)
            }
        }
        deserializer.deserialize_any(Wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Preprocess, String> {
        serde_json::from_str(json).map_err(|e| e.to_string())
    }

    #[test]
    fn words_and_steps_are_read_and_written_alike() {
        assert_eq!(read("\"auto\""), Ok(Preprocess::Auto));
        assert_eq!(read("\"none\"").unwrap().steps(), Steps::NONE);
        let json = r#"{"deskew":true,"denoise":0.5,"upscale":false,"keep_color":true}"#;
        let steps = read(json).unwrap();
        let expected = Steps {
            deskew: Want::Yes,
            denoise: Want::Much(0.5),
            upscale: Want::No,
            keep_color: Some(true),
            ..Steps::default()
        };
        assert_eq!(steps, Preprocess::Steps(expected));
        assert_eq!(serde_json::to_string(&steps).unwrap(), json);
        assert_eq!(serde_json::to_string(&Preprocess::None).unwrap(), "\"none\"");
        assert_eq!(read(r#"{"deskew":1,"background":0,"contrast":null}"#).unwrap().steps().deskew, Want::Much(1.0));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for json in
            ["\"some\"", "true", "{\"descew\":true}", "{\"deskew\":2}", "{\"deskew\":-0.5}", "{\"deskew\":\"a\"}"]
        {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
