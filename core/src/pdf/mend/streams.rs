//! Streams (6.1.7): no LZW, no other file, no encryption; metadata only for the whole (6.6).

use super::{Log, each_dict_of};
use crate::pdf::filters::{filters, packed, unpacked};
use crate::pdf::value::{File, Value};

pub(super) fn mend(file: &mut File, log: &mut Log) {
    for id in file.ids() {
        let Value::Stream(stream) = file.at(id) else { continue };
        let names = filters(file, stream);
        if names.iter().any(|name| matches!(*name, b"LZWDecode" | b"LZW" | b"Crypt"))
            && let Some(data) = unpacked(file, stream)
        {
            let dict = stream.dict.clone();
            file.set(id, packed(dict, &data));
            log.note("lzw_repacked");
        }
        if let Some(Value::Stream(stream)) = file.at_mut(id) {
            for key in ["F", "FFilter", "FDecodeParms"] {
                log.removed(&mut stream.dict, key, "external_stream_removed");
            }
        }
    }
    each_dict_of(file, |dict| drop(dict.remove(b"Metadata".as_slice())));
}
