//! What the pages draw with: fonts with the characters shown, device colours, graphics states, forms.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Violation;
use super::colours::profile_of;
use super::content::{KNOWN, operators};
use super::paint::{Ink, State};
use crate::pdf::facts::{BLENDS, INTENTS};
use crate::pdf::filters::unpacked;
use crate::pdf::pages::{annotations, pages};
use crate::pdf::value::{Dict, File, Id, Stream, Value};

/// Forms, patterns and glyphs inside one another.
const DEPTH: u32 = 24;
/// Operators looked at in one file.
const OPERATORS: usize = 20_000_000;

/// A font something is shown in.
#[derive(Clone, Debug)]
pub(crate) struct FontUse<'a> {
    /// Its object; none when it is written in place.
    pub(crate) id: Option<Id>,
    /// Its dictionary.
    pub(crate) dict: &'a Dict,
    /// First page it is used on.
    pub(crate) page: u32,
    /// Whether anything of it is visible.
    pub(crate) visible: bool,
    /// Strings shown in it, as they stand in the content.
    pub(crate) shown: BTreeSet<Vec<u8>>,
}

/// First page where each kind of device colour is used without a default that says what it means.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Devices {
    pub(crate) gray: Option<u32>,
    pub(crate) rgb: Option<u32>,
    pub(crate) cmyk: Option<u32>,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Survey<'a> {
    pub(crate) fonts: Vec<FontUse<'a>>,
    pub(crate) devices: Devices,
    /// Forms that name what only the resources of whoever draws them hold, with those.
    pub(crate) borrowed: Vec<(Id, Dict)>,
    /// Pages with transparency and no blending colour space of their own.
    pub(crate) transparent: Vec<u32>,
    pub(crate) found: Vec<Violation>,
}

/// The limit of size an operand passes (6.1.13).
fn too_large(operand: &Value) -> Option<&'static str> {
    match operand {
        Value::Int(i) if i32::try_from(*i).is_err() => Some("6.1.13-1"),
        Value::Text(text) if text.len() > 32_767 => Some("6.1.13-3"),
        Value::Name(name) if name.len() > 127 => Some("6.1.13-4"),
        _ => None,
    }
}

/// Walks through everything the pages draw.
pub(crate) fn survey(file: &File) -> Survey<'_> {
    let mut walker = Walker {
        file,
        out: Survey::default(),
        fonts: HashMap::new(),
        seen: HashSet::new(),
        page: 0,
        left: OPERATORS,
        transparent: false,
    };
    for (number, page) in (1..).zip(pages(file)) {
        walker.page(number, page.id);
    }
    walker.out
}

pub(super) struct Walker<'a> {
    pub(super) file: &'a File,
    pub(super) out: Survey<'a>,
    fonts: HashMap<usize, usize>,
    seen: HashSet<usize>,
    page: u32,
    left: usize,
    pub(super) transparent: bool,
}

impl<'a> Walker<'a> {
    fn page(&mut self, number: u32, id: Id) {
        self.page = number;
        self.transparent = false;
        let file = self.file;
        let Some(dict) = file.at(id).as_dict() else { return };
        let mut data = Vec::new();
        match file.get(dict, "Contents") {
            Value::Stream(stream) => data.extend(unpacked(file, stream).unwrap_or_default()),
            Value::List(parts) => {
                for stream in parts.iter().filter_map(|part| file.resolve(part).as_stream()) {
                    data.extend(unpacked(file, stream).unwrap_or_default());
                    data.push(b'\n');
                }
            }
            _ => {}
        }
        let resources = file.dict(dict, "Resources");
        self.group(dict, resources);
        self.content(&data, resources, None, None, State::default(), 0);
        for annotation in annotations(file, dict).iter().filter_map(|a| file.resolve(a).as_dict()) {
            let Some(normal) = file.dict(annotation, "AP").map(|ap| file.get(ap, "N")) else { continue };
            match normal {
                Value::Stream(_) => self.form(normal, None, resources, State::default(), 1),
                Value::Dict(states) => {
                    states.values().for_each(|s| self.form(file.resolve(s), None, resources, State::default(), 1));
                }
                _ => {}
            }
        }
        let blended = file.dict(dict, "Group").is_some_and(|group| group.contains_key(b"CS".as_slice()));
        if self.transparent && !blended {
            self.out.transparent.push(number);
        }
    }

    pub(super) fn report(&mut self, rule: &'static str, what: Option<String>) {
        let violation = Violation { rule, page: Some(self.page), what };
        if !self.out.found.contains(&violation) {
            self.out.found.push(violation);
        }
    }

    /// A transparency group: the colours it blends in.
    fn group(&mut self, dict: &'a Dict, resources: Option<&'a Dict>) {
        let Some(group) = self.file.dict(dict, "Group") else { return };
        if self.file.get(group, "S").is_name("Transparency") {
            self.transparent = true;
            if let Some(space) = group.get(b"CS".as_slice()) {
                let ink = self.space(space, resources, 0);
                self.paint(ink, resources);
            }
        }
    }

    pub(super) fn form(&mut self, value: &'a Value, id: Option<Id>, lent: Option<&'a Dict>, state: State, depth: u32) {
        let Value::Stream(stream) = value else { return };
        if depth > DEPTH || !self.seen.insert(std::ptr::from_ref(stream) as usize) {
            return;
        }
        let own = self.file.dict(&stream.dict, "Resources");
        let (file, dict) = (self.file, &stream.dict);
        if file.get(dict, "Subtype2").is_name("PS")
            || dict.contains_key(b"PS".as_slice())
            || dict.contains_key(b"OPI".as_slice())
        {
            self.report("6.2.9-1", None);
        }
        if dict.contains_key(b"Ref".as_slice()) {
            self.report("6.2.9-2", None);
        }
        self.group(&stream.dict, own);
        let data = unpacked(self.file, stream).unwrap_or_default();
        self.content(&data, own, lent, id, state, depth);
    }

    /// Reads content drawn with its own resources, or with those lent where it has none.
    fn content(
        &mut self,
        data: &[u8],
        own: Option<&'a Dict>,
        lent: Option<&'a Dict>,
        id: Option<Id>,
        state: State,
        depth: u32,
    ) {
        let mut stack: Vec<State> = Vec::new();
        let mut state = state;
        let mut borrows = false;
        let (odd, not_hex) = super::syntax::hexadecimal(data);
        for (rule, wrong) in [("6.1.6-1", odd), ("6.1.6-2", not_hex)] {
            if wrong {
                self.report(rule, None);
            }
        }
        operators(data, |operator, operands| {
            self.left = self.left.saturating_sub(1);
            for rule in operands.iter().filter_map(too_large) {
                self.report(rule, None);
            }
            let mut look = |kind: &str, name: Option<&Value>| -> Option<(&'a Value, Option<Id>)> {
                let name = name.and_then(Value::as_name)?;
                let in_own = own.and_then(|r| self.file.dict(r, kind)).and_then(|d| d.get(name));
                let in_lent = || lent.and_then(|r| self.file.dict(r, kind)).and_then(|d| d.get(name));
                let found = in_own.or_else(|| in_lent().inspect(|_| borrows = true))?;
                Some((self.file.resolve(found), found.as_ref()))
            };
            let resources = own.or(lent);
            match operator {
                b"q" => {
                    stack.push(state);
                    if stack.len() == 29 {
                        self.report("6.1.13-8", None);
                    }
                }
                b"Q" => state = stack.pop().unwrap_or(state),
                b"Tf" => {
                    let font = look("Font", operands.first());
                    state.font = font.and_then(|(value, id)| self.font(value, id));
                    if let Some(at) = state.font {
                        self.glyph_programs(at, lent.or(own), depth);
                    }
                }
                b"Tr" => state.mode = operands.first().and_then(Value::int).unwrap_or(0),
                b"Tj" | b"'" | b"\"" | b"TJ" => self.show(operands.last(), &state, resources),
                b"cs" | b"CS" => {
                    let ink = match operands.first() {
                        Some(Value::Name(name)) => match Ink::device(name) {
                            Some(ink) => ink,
                            None => look("ColorSpace", operands.first())
                                .map_or(Ink::Other, |(space, _)| self.space(space, resources, 0)),
                        },
                        _ => Ink::Other,
                    };
                    if operator == b"cs" { state.fill = ink } else { state.stroke = ink }
                }
                b"g" => state.fill = Ink::Gray,
                b"G" => state.stroke = Ink::Gray,
                b"rg" => state.fill = Ink::Rgb,
                b"RG" => state.stroke = Ink::Rgb,
                b"k" => state.fill = Ink::Cmyk,
                b"K" => state.stroke = Ink::Cmyk,
                b"scn" | b"SCN" => {
                    if let Some((pattern, id)) = look("Pattern", operands.last()) {
                        self.pattern(pattern, id, resources, state, depth);
                    }
                }
                b"f" | b"F" | b"f*" => self.paint(state.fill, resources),
                b"S" | b"s" => self.paint(state.stroke, resources),
                b"B" | b"B*" | b"b" | b"b*" => {
                    self.paint(state.fill, resources);
                    self.paint(state.stroke, resources);
                }
                b"sh" => {
                    if let Some((shading, _)) = look("Shading", operands.first()) {
                        self.shading(shading, resources);
                    }
                }
                b"gs" => {
                    if let Some((dict, _)) = look("ExtGState", operands.first())
                        && let Some(dict) = dict.as_dict()
                    {
                        self.graphics_state(dict, &mut state, resources, depth);
                    }
                }
                b"ri" => {
                    let known = operands.first().and_then(Value::as_name).is_some_and(|n| INTENTS.contains(&n));
                    if !known {
                        self.report("6.2.6-1", None);
                    }
                }
                b"Do" => {
                    if let Some((value @ Value::Stream(stream), id)) = look("XObject", operands.first()) {
                        match self.file.get(&stream.dict, "Subtype").as_name() {
                            Some(b"Image") => self.image(stream, resources, state.fill),
                            Some(b"Form") => self.form(value, id, resources, state, depth + 1),
                            Some(b"PS") => self.report("6.2.9-3", None),
                            _ => {}
                        }
                    }
                }
                b"BI" => {
                    if let Some(Value::Stream(stream)) = operands.last() {
                        self.inline(stream, resources, state.fill);
                    }
                }
                b"BDC" | b"DP" => {
                    let _ = look("Properties", operands.last());
                }
                other if !KNOWN.contains(&other) => {
                    self.report("6.2.2-1", Some(String::from_utf8_lossy(other).chars().take(20).collect()));
                }
                _ => {}
            }
            self.left > 0
        });
        if borrows {
            if let (Some(id), Some(lent)) = (id, lent) {
                self.out.borrowed.push((id, lent.clone()));
            }
            self.report("6.2.2-2", None);
        }
    }

    fn font(&mut self, value: &'a Value, id: Option<Id>) -> Option<usize> {
        let dict = value.as_dict()?;
        let key = std::ptr::from_ref(dict) as usize;
        let at = *self.fonts.entry(key).or_insert_with(|| {
            let page = self.page;
            self.out.fonts.push(FontUse { id, dict, page, visible: false, shown: BTreeSet::new() });
            self.out.fonts.len() - 1
        });
        Some(at)
    }

    /// The programs of a Type 3 font draw like forms.
    fn glyph_programs(&mut self, at: usize, lent: Option<&'a Dict>, depth: u32) {
        let Some((dict, id)) = self.out.fonts.get(at).map(|font| (font.dict, font.id)) else { return };
        let file = self.file;
        if !file.get(dict, "Subtype").is_name("Type3") || depth > DEPTH {
            return;
        }
        let own = file.dict(dict, "Resources");
        for program in file.dict(dict, "CharProcs").into_iter().flat_map(Dict::values) {
            if let Value::Stream(stream) = file.resolve(program)
                && self.seen.insert(std::ptr::from_ref(stream) as usize)
            {
                let data = unpacked(file, stream).unwrap_or_default();
                self.content(&data, own, lent, id, State::default(), depth + 1);
            }
        }
    }

    fn show(&mut self, operand: Option<&Value>, state: &State, resources: Option<&'a Dict>) {
        let visible = state.mode != 3 && state.mode != 7;
        if visible {
            // Both colours count for text, whichever its mode paints; grey is only where every page starts.
            for (ink, painted) in [(state.fill, [0, 2, 4, 6]), (state.stroke, [1, 2, 5, 6])] {
                if painted.contains(&state.mode) || ink != Ink::Gray {
                    self.paint(ink, resources);
                }
            }
        }
        let Some(font) = state.font.and_then(|at| self.out.fonts.get_mut(at)) else { return };
        font.visible |= visible;
        if !visible {
            return;
        }
        let parts = match operand {
            Some(Value::List(parts)) => parts.as_slice(),
            Some(text) => std::slice::from_ref(text),
            None => &[],
        };
        for text in parts.iter().filter_map(Value::as_text) {
            if !font.shown.contains(text) {
                font.shown.insert(text.to_vec());
            }
        }
    }

    fn pattern(&mut self, value: &'a Value, id: Option<Id>, resources: Option<&'a Dict>, state: State, depth: u32) {
        match value {
            Value::Stream(_) => self.form(value, id, resources, state, depth + 1),
            Value::Dict(dict) => {
                let shading = self.file.get(dict, "Shading");
                self.shading(shading, resources);
                if let Some(dict) = self.file.dict(dict, "ExtGState") {
                    self.graphics_state(dict, &mut State::default(), resources, depth);
                }
            }
            _ => {}
        }
    }

    fn shading(&mut self, value: &'a Value, resources: Option<&'a Dict>) {
        if let Some(space) = value.as_dict().and_then(|d| d.get(b"ColorSpace".as_slice())) {
            let ink = self.space(space, resources, 0);
            self.paint(ink, resources);
        }
    }

    fn graphics_state(&mut self, dict: &'a Dict, state: &mut State, resources: Option<&'a Dict>, depth: u32) {
        let file = self.file;
        if dict.contains_key(b"TR".as_slice()) {
            self.report("6.2.5-1", None);
        }
        if dict.contains_key(b"TR2".as_slice()) && !file.get(dict, "TR2").is_name("Default") {
            self.report("6.2.5-2", None);
        }
        if dict.contains_key(b"HTP".as_slice()) {
            self.report("6.2.5-3", None);
        }
        super::states::halftone(self, file.get(dict, "HT"));
        if let Some(intent) = dict.get(b"RI".as_slice())
            && !file.resolve(intent).as_name().is_some_and(|n| INTENTS.contains(&n))
        {
            self.report("6.2.6-1", None);
        }
        for mode in match file.get(dict, "BM") {
            Value::Null => &[][..],
            Value::List(modes) => modes,
            one => std::slice::from_ref(one),
        } {
            let name = file.resolve(mode).as_name().unwrap_or_default();
            if !BLENDS.contains(&name) {
                self.report("6.2.10-1", None);
            }
            self.transparent |= !matches!(name, b"Normal" | b"Compatible");
        }
        for key in ["ca", "CA"] {
            self.transparent |= file.get(dict, key).number().is_some_and(|alpha| alpha < 1.0);
        }
        if let Some(mask) = file.dict(dict, "SMask") {
            self.transparent = true;
            self.form(file.get(mask, "G"), None, resources, State::default(), depth + 1);
        }
        if let Some([font, _]) = file.get(dict, "Font").as_list() {
            state.font = self.font(file.resolve(font), font.as_ref());
        }
    }

    /// What painting with a colour space comes to: devices at its bottom are told at once when they are hidden in
    /// another space.
    pub(super) fn space(&mut self, value: &'a Value, resources: Option<&'a Dict>, depth: u32) -> Ink {
        let file = self.file;
        let value = file.resolve(value);
        if let Value::Name(name) = value {
            if let Some(ink) = Ink::device(name) {
                return ink;
            }
            let named = resources.and_then(|r| file.dict(r, "ColorSpace")).and_then(|s| s.get(&**name));
            return match named {
                Some(space) if depth < DEPTH => self.space(space, resources, depth + 1),
                _ => Ink::Other,
            };
        }
        let Some([kind, rest @ ..]) = value.as_list() else { return Ink::Other };
        match (file.resolve(kind).as_name().unwrap_or_default(), rest) {
            (name, []) => Ink::device(name).unwrap_or(Ink::Other),
            (b"ICCBased", [stream, ..]) => {
                let fits = profile_of(file, file.resolve(stream)).is_some_and(|h| h.is_input() && h.version < 5);
                if !fits {
                    self.report("6.2.4.2-1", None);
                }
                Ink::Other
            }
            (b"Indexed" | b"I" | b"Pattern", [base, ..]) if depth < DEPTH => self.space(base, resources, depth + 1),
            (b"Separation" | b"DeviceN", [names, alternate, ..]) if depth < DEPTH => {
                super::states::colorants(self, file.resolve(names), rest.get(3));
                self.space(alternate, resources, depth + 1)
            }
            _ => Ink::Other,
        }
    }

    pub(super) fn paint(&mut self, ink: Ink, resources: Option<&'a Dict>) {
        let default = |key: &str| {
            resources.and_then(|r| self.file.dict(r, "ColorSpace")).is_some_and(|s| s.contains_key(key.as_bytes()))
        };
        let (slot, key) = match ink {
            Ink::Gray => (&mut self.out.devices.gray, "DefaultGray"),
            Ink::Rgb => (&mut self.out.devices.rgb, "DefaultRGB"),
            Ink::Cmyk => (&mut self.out.devices.cmyk, "DefaultCMYK"),
            Ink::Other => return,
        };
        if slot.is_none() && !default(key) {
            *slot = Some(self.page);
        }
    }

    fn image(&mut self, stream: &'a Stream, resources: Option<&'a Dict>, fill: Ink) {
        if self.seen.insert(std::ptr::from_ref(stream) as usize) {
            super::images::examine(self, stream, resources, fill);
        }
    }

    fn inline(&mut self, stream: &Stream, resources: Option<&'a Dict>, fill: Ink) {
        super::images::inline(self, stream, resources, fill);
    }
}
