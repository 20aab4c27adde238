//! The objects of a PDF as owned values, and the file they make up.

use std::collections::BTreeMap;

/// A dictionary: keys without their slash.
pub type Dict = BTreeMap<Vec<u8>, Value>;

/// References followed one after the other before giving up.
const MAX_HOPS: usize = 32;

/// The number of an indirect object, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u32);

/// An object.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Real(f64),
    /// A name, without its slash, escapes undone.
    Name(Vec<u8>),
    /// A string of bytes.
    Text(Vec<u8>),
    /// An array.
    List(Vec<Value>),
    /// A dictionary.
    Dict(Dict),
    /// A dictionary with bytes; only as an indirect object.
    Stream(Stream),
    /// Another object.
    Ref(Id),
}

/// A dictionary with bytes, as its filters packed them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stream {
    /// The dictionary, its `Length` left out: writing tells it.
    pub dict: Dict,
    /// The bytes, still packed.
    pub data: Vec<u8>,
}

impl Value {
    /// A name.
    pub fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    /// A string for people: ASCII as it is, else UTF-16.
    pub fn text(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Text(text.as_bytes().to_vec());
        }
        let mut bytes = vec![0xfe, 0xff];
        bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        Self::Text(bytes)
    }

    /// The number, whole or not.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Int(i) => Some(*i as f64),
            Self::Real(r) => Some(*r),
            _ => None,
        }
    }

    /// The whole number.
    pub fn int(&self) -> Option<i64> {
        match self {
            Self::Int(i) => Some(*i),
            Self::Real(r) if r.abs() < 1e15 => Some(*r as i64),
            _ => None,
        }
    }

    /// The name.
    pub fn as_name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// Whether it is that name.
    pub fn is_name(&self, name: &str) -> bool {
        self.as_name() == Some(name.as_bytes())
    }

    /// The bytes of a string.
    pub fn as_text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The dictionary, that of a stream included.
    pub fn as_dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The dictionary, to change.
    pub fn as_dict_mut(&mut self) -> Option<&mut Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&mut stream.dict),
            _ => None,
        }
    }

    /// The array.
    pub fn as_list(&self) -> Option<&[Value]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// The stream.
    pub fn as_stream(&self) -> Option<&Stream> {
        if let Self::Stream(stream) = self { Some(stream) } else { None }
    }

    /// The object it refers to.
    pub fn as_ref(&self) -> Option<Id> {
        if let Self::Ref(id) = self { Some(*id) } else { None }
    }
}

/// What the document says about itself, as bytes of PDF strings turned into text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Words to find it by.
    pub keywords: Option<String>,
    /// The program it was written in.
    pub creator: Option<String>,
    /// The program that made the PDF.
    pub producer: Option<String>,
    /// When it was made, as `YYYYMMDDHHMMSS`, in its own time zone.
    pub created: Option<String>,
    /// When it was last changed, likewise.
    pub modified: Option<String>,
}

/// A PDF taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    objects: Vec<Value>,
    /// The catalog.
    pub root: Option<Id>,
    /// The information dictionary.
    pub info: Info,
    /// Whether the file was encrypted.
    pub encrypted: bool,
}

static NULL: Value = Value::Null;

impl File {
    /// A place for an object to come.
    pub fn reserve(&mut self) -> Id {
        self.add(Value::Null)
    }

    /// Adds an object.
    pub fn add(&mut self, value: Value) -> Id {
        self.objects.push(value);
        Id(u32::try_from(self.objects.len()).unwrap_or(u32::MAX))
    }

    /// Puts an object in its place.
    pub fn set(&mut self, id: Id, value: Value) {
        if let Some(slot) = self.at_mut(id) {
            *slot = value;
        }
    }

    /// The object of that number.
    pub fn at(&self, id: Id) -> &Value {
        let at = (id.0 as usize).checked_sub(1);
        at.and_then(|at| self.objects.get(at)).unwrap_or(&NULL)
    }

    /// The object of that number, to change.
    pub fn at_mut(&mut self, id: Id) -> Option<&mut Value> {
        self.objects.get_mut((id.0 as usize).checked_sub(1)?)
    }

    /// Every object with its number.
    pub fn objects(&self) -> impl Iterator<Item = (Id, &Value)> {
        (1..).map(Id).zip(&self.objects)
    }

    /// Every number in use.
    pub fn ids(&self) -> impl Iterator<Item = Id> + use<> {
        (1..=u32::try_from(self.objects.len()).unwrap_or(u32::MAX)).map(Id)
    }

    /// The value, references followed.
    pub fn resolve<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        for _ in 0..MAX_HOPS {
            match value {
                Value::Ref(id) => value = self.at(*id),
                other => return other,
            }
        }
        &NULL
    }

    /// What a key of a dictionary stands for, references followed; null when it is not there.
    pub fn get<'a>(&'a self, dict: &'a Dict, key: &str) -> &'a Value {
        dict.get(key.as_bytes()).map_or(&NULL, |value| self.resolve(value))
    }

    /// The dictionary a key stands for.
    pub fn dict<'a>(&'a self, dict: &'a Dict, key: &str) -> Option<&'a Dict> {
        self.get(dict, key).as_dict()
    }

    /// The catalog.
    pub fn catalog(&self) -> Option<&Dict> {
        self.at(self.root?).as_dict()
    }

    /// The catalog, to change.
    pub fn catalog_mut(&mut self) -> Option<&mut Dict> {
        let root = self.root?;
        self.at_mut(root)?.as_dict_mut()
    }
}
