//! The properties XMP (2005) defines, which PDF/A-3 lets a file use without a description, with the type of each.

/// Namespace, then `type: names` groups. Types in brackets are bags, in parentheses sequences, in braces alternatives.
const SCHEMAS: &[(&str, &str)] = &[
    (
        "http://purl.org/dc/elements/1.1/",
        "Lang: description rights title; Text: coverage identifier source; Mime: format; [Text]: contributor \
         publisher relation subject type; [Text]: language; (Text): creator; (Date): date",
    ),
    (
        "http://ns.adobe.com/xap/1.0/",
        "[Text]: Advisory Identifier; Uri: BaseURL; Date: CreateDate MetadataDate ModifyDate; Text: CreatorTool Label \
         Nickname; Rating: Rating; {Struct}: Thumbnails",
    ),
    (
        "http://ns.adobe.com/xap/1.0/rights/",
        "Uri: Certificate WebStatement; Bool: Marked; [Text]: Owner; Lang: UsageTerms",
    ),
    (
        "http://ns.adobe.com/xap/1.0/mm/",
        "Struct: DerivedFrom ManagedFrom RenditionOf; Uri: DocumentID InstanceID ManageTo ManageUI LastURL; (Struct): \
         History Versions; Text: Manager ManagerVariant RenditionClass RenditionParams VersionID; Int: SaveID",
    ),
    ("http://ns.adobe.com/xap/1.0/bj/", "[Struct]: JobRef"),
    (
        "http://ns.adobe.com/xap/1.0/t/pg/",
        "Struct: MaxPageSize; Int: NPages; [Struct]: Fonts; (Struct): Colorants; (Text): PlateNames",
    ),
    ("http://ns.adobe.com/pdf/1.3/", "Text: Keywords PDFVersion Producer; Bool: Trapped"),
    (
        "http://ns.adobe.com/photoshop/1.0/",
        "Text: AuthorsPosition CaptionWriter Category City Country Credit Headline Instructions Source State \
         TransmissionReference; Date: DateCreated; [Text]: SupplementalCategories; Int: Urgency",
    ),
    (
        "http://ns.adobe.com/tiff/1.0/",
        "Int: ImageWidth ImageLength Compression PhotometricInterpretation Orientation SamplesPerPixel \
         PlanarConfiguration YCbCrPositioning ResolutionUnit; (Int): BitsPerSample YCbCrSubSampling TransferFunction; \
         Rational: XResolution YResolution; (Rational): WhitePoint PrimaryChromaticities YCbCrCoefficients \
         ReferenceBlackWhite; Date: DateTime; Lang: ImageDescription Copyright; Text: Make Model Software Artist",
    ),
    (
        "http://ns.adobe.com/exif/1.0/",
        "Text: ExifVersion FlashpixVersion RelatedSoundFile SpectralSensitivity ImageUniqueID GPSVersionID GPSLatitude \
         GPSLongitude GPSSatellites GPSStatus GPSMeasureMode GPSSpeedRef GPSTrackRef GPSImgDirectionRef GPSMapDatum \
         GPSDestLatitude GPSDestLongitude GPSDestBearingRef GPSDestDistanceRef GPSProcessingMethod GPSAreaInformation; \
         Int: ColorSpace PixelXDimension PixelYDimension ExposureProgram MeteringMode LightSource \
         FocalPlaneResolutionUnit SensingMethod FileSource SceneType CustomRendered ExposureMode WhiteBalance \
         FocalLengthIn35mmFilm SceneCaptureType GainControl Contrast Saturation Sharpness SubjectDistanceRange \
         GPSAltitudeRef GPSDifferential; (Int): ComponentsConfiguration ISOSpeedRatings SubjectArea SubjectLocation; \
         Rational: CompressedBitsPerPixel ExposureTime FNumber ShutterSpeedValue ApertureValue BrightnessValue \
         ExposureBiasValue MaxApertureValue SubjectDistance FocalLength FlashEnergy FocalPlaneXResolution \
         FocalPlaneYResolution ExposureIndex DigitalZoomRatio GPSAltitude GPSDOP GPSSpeed GPSTrack GPSImgDirection \
         GPSDestBearing GPSDestDistance; Date: DateTimeOriginal DateTimeDigitized GPSTimeStamp; Lang: UserComment; \
         Struct: OECF SpatialFrequencyResponse CFAPattern DeviceSettingDescription Flash",
    ),
    (
        "http://ns.adobe.com/camera-raw-settings/1.0/",
        "Bool: AutoBrightness AutoContrast AutoExposure AutoShadows HasCrop HasSettings; Int: BlueHue BlueSaturation \
         Brightness ChromaticAberrationB ChromaticAberrationR ColorNoiseReduction Contrast CropUnits GreenHue \
         GreenSaturation LuminanceSmoothing RedHue RedSaturation Saturation Shadows ShadowTint Sharpness Temperature \
         Tint VignetteAmount VignetteMidpoint; Text: CameraProfile RawFileName ToneCurveName Version WhiteBalance; \
         Real: CropAngle CropBottom CropHeight CropLeft CropRight CropTop CropWidth Exposure; (Text): ToneCurve",
    ),
    (
        "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
        "Struct: projectRef videoFrameSize videoAlphaPremultipleColor startTimecode altTimecode duration introTime outCue \
         relativeTimestamp timeScaleParams resampleParams beatSpliceParams; Text: videoFrameRate videoPixelDepth \
         videoColorSpace videoAlphaMode videoCompressor videoFieldOrder pullDown audioSampleType audioChannelType \
         audioCompressor speakerPlacement tapeName altTapeName scene shotName shotLocation logComment artist album \
         genre copyright composer engineer instrument key stretchMode timeSignature scaleType; Rational: \
         videoPixelAspectRatio fileDataRate; Bool: videoAlphaUnityIsTransparent loop; Int: audioSampleRate \
         trackNumber; Real: tempo numberOfBeats; Date: shotDate videoModDate audioModDate metadataModDate \
         releaseDate; Uri: absPeakAudioFilePath relativePeakAudioFilePath; (Struct): markers; [Struct]: \
         contributedMedia",
    ),
    ("http://ns.adobe.com/exif/1.0/aux/", "Text: Lens SerialNumber"),
    ("http://www.aiim.org/pdfa/ns/id/", "Int: part rev; Text: amd corr conformance"),
    ("http://www.aiim.org/pdfa/ns/extension/", "Any: schemas"),
];

/// The type of a property; `Err` when its namespace is not one of XMP, `Ok(None)` when it is but has no such property.
pub(super) fn kind(namespace: &str, name: &str) -> Result<Option<&'static str>, ()> {
    let (_, groups) = SCHEMAS.iter().find(|(known, _)| *known == namespace).ok_or(())?;
    let found = groups
        .split(';')
        .filter_map(|group| group.split_once(':'))
        .find(|(_, names)| names.split_whitespace().any(|known| known == name));
    Ok(found.map(|(kind, _)| kind.trim()))
}
