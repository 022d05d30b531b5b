//! The word of a closed list, as it serialises: the list of words is the one that serde derives.
//!
//! A row lends the word that the program holds anyway. To have it written into a new text costs more than all other columns
//! of a row of usage.

use core::fmt;

use serde::ser::Impossible;
use serde::{Serialize, Serializer};

/// The word of a variant that holds nothing else.
pub(super) fn word(variant: &impl Serialize) -> &'static str {
    variant.serialize(Words).unwrap_or_default()
}

/// Takes words and refuses all else.
struct Words;

type Taken = Result<&'static str, fmt::Error>;
type Refused = Impossible<&'static str, fmt::Error>;

/// Values that are no words.
macro_rules! refused {
    ($($method:ident($($type:ty),*) -> $made:ty;)*) => { $(
        fn $method(self, $(_: $type),*) -> Result<$made, fmt::Error> {
            Err(fmt::Error)
        }
    )* };
}

impl Serializer for Words {
    type Ok = &'static str;
    type Error = fmt::Error;
    type SerializeSeq = Refused;
    type SerializeTuple = Refused;
    type SerializeTupleStruct = Refused;
    type SerializeTupleVariant = Refused;
    type SerializeMap = Refused;
    type SerializeStruct = Refused;
    type SerializeStructVariant = Refused;

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Taken {
        Ok(word)
    }

    refused! {
        serialize_bool(bool) -> Self::Ok;
        serialize_i8(i8) -> Self::Ok;
        serialize_i16(i16) -> Self::Ok;
        serialize_i32(i32) -> Self::Ok;
        serialize_i64(i64) -> Self::Ok;
        serialize_u8(u8) -> Self::Ok;
        serialize_u16(u16) -> Self::Ok;
        serialize_u32(u32) -> Self::Ok;
        serialize_u64(u64) -> Self::Ok;
        serialize_f32(f32) -> Self::Ok;
        serialize_f64(f64) -> Self::Ok;
        serialize_char(char) -> Self::Ok;
        serialize_str(&str) -> Self::Ok;
        serialize_bytes(&[u8]) -> Self::Ok;
        serialize_none() -> Self::Ok;
        serialize_unit() -> Self::Ok;
        serialize_unit_struct(&'static str) -> Self::Ok;
        serialize_seq(Option<usize>) -> Refused;
        serialize_tuple(usize) -> Refused;
        serialize_tuple_struct(&'static str, usize) -> Refused;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Refused;
        serialize_map(Option<usize>) -> Refused;
        serialize_struct(&'static str, usize) -> Refused;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Refused;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Taken {
        Err(fmt::Error)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Taken {
        Err(fmt::Error)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Taken {
        Err(fmt::Error)
    }
}
